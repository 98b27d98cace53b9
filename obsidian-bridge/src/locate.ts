// Where the core may be: the reader's own setting, the plugin's folder, the system. Nothing is ever
// downloaded; what was tried is told.

import { existsSync } from 'fs';
import path from 'path';
import { ProcessBackend } from './child';
import type { Backend } from './contract';
import { NativeBackend } from './native';

const PREFIXES = ['/usr/local', '/usr', '/opt/homebrew'];

export interface Places {
  /** A .node file or the sheaf program; empty: look for it. */
  setting: string;
  pluginFolder: string;
  store: string;
  userAgent: string;
  env: Record<string, string>;
}

export interface Tried { path: string; why: string }

/** In the order they are tried. */
export function candidates(places: Places): string[] {
  if (places.setting) return [places.setting];
  const platform = `${process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'sheaf.exe' : 'sheaf';
  return [
    path.join(places.pluginFolder, 'native', platform, 'sheaf.node'),
    ...PREFIXES.map((prefix) => path.join(prefix, 'lib', 'sheaf', 'sheaf.node')),
    path.join(places.pluginFolder, 'native', platform, program),
    ...PREFIXES.map((prefix) => path.join(prefix, 'bin', program)),
  ];
}

/** The first that works; null and why each did not otherwise. */
export async function openBackend(places: Places): Promise<{ backend: Backend | null; tried: Tried[] }> {
  const tried: Tried[] = [];
  for (const file of candidates(places)) {
    if (!existsSync(file)) {
      tried.push({ path: file, why: 'not there' });
      continue;
    }
    try {
      const backend = file.endsWith('.node')
        ? NativeBackend.open(file, places.store, places.userAgent)
        : await ProcessBackend.open(file, places.store, places.env);
      return { backend, tried };
    } catch (error) {
      tried.push({ path: file, why: (error as Error).message });
    }
  }
  return { backend: null, tried };
}
