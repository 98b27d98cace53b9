// The library out of the XPI: a shared library is loaded from a file of its own. Each build lies in
// its own folder below `folder`, since a loaded file is never written over; older ones are removed.
// Nobody but the reader may write there, and what is loaded has the hash that was packed with it.
// Main thread; the bytes are read, written and hashed elsewhere.
import { CoreError } from './contract.js';

/** @typedef {{version: string, files: Record<string, {sha256: string, size: number}>}} Packed native/files.json */

const NAMES = /** @type {Record<string, string>} */ ({ Linux: 'linux', Darwin: 'darwin', WINNT: 'win32' });
const LIBRARIES = /** @type {Record<string, string>} */ ({ Linux: 'libsheaf.so', Darwin: 'libsheaf.dylib', WINNT: 'sheaf.dll' });

/** "linux-x64/libsheaf.so": where the library of this system is in native/. */
export function libraryName() {
  const { OS, XPCOMABI } = Services.appinfo;
  const machine = XPCOMABI.startsWith('aarch64') ? 'arm64' : XPCOMABI.startsWith('x86_64') ? 'x64' : XPCOMABI.split('-')[0];
  return `${NAMES[OS] ?? OS}-${machine}/${LIBRARIES[OS] ?? 'libsheaf.so'}`;
}

/**
 * @param {string} rootURI of the plugin @param {string} folder
 * @returns {Promise<string>} the file to load; rejects when the XPI has none for this system or is damaged
 */
export async function unpackLibrary(rootURI, folder) {
  const name = libraryName();
  const packed = /** @type {Packed} */ (await fetchFrom(rootURI, 'native/files.json', (reply) => reply.json()));
  const expected = packed.files[name];
  if (!expected) throw new CoreError('SHEAF_E_UNSUPPORTED', `this plugin holds no library for ${name.split('/')[0]}`);
  const home = PathUtils.join(folder, `${packed.version}-${expected.sha256.slice(0, 16)}`);
  const file = PathUtils.join(home, name.split('/')[1]);
  if (await hashOf(file) !== expected.sha256) {
    await makeFolder(folder);
    await makeFolder(home);
    await unpack(rootURI, name, expected.sha256, file);
  }
  await removeOthers(folder, home);
  return file;
}

/** @template T @param {string} rootURI @param {string} name @param {(reply: Response) => Promise<T>} read @returns {Promise<T>} */
async function fetchFrom(rootURI, name, read) {
  try {
    return await read(await fetch(rootURI + name));
  } catch (error) {
    throw new CoreError('SHEAF_E_IO', `${name} of the plugin cannot be read (${/** @type {Error} */ (error).message}): install the plugin again`);
  }
}

/** '' where there is no such file. @param {string} file @returns {Promise<string>} */
function hashOf(file) {
  return IOUtils.computeHexDigest(file, 'sha256').catch(() => '');
}

/** @param {string} folder */
async function makeFolder(folder) {
  await IOUtils.makeDirectory(folder, { permissions: 0o700, ignoreExisting: true });
  await IOUtils.setPermissions(folder, 0o700, false);
}

/** Whole or not at all. @param {string} rootURI @param {string} name @param {string} sha256 @param {string} file */
async function unpack(rootURI, name, sha256, file) {
  const bytes = await fetchFrom(rootURI, `native/${name}`, (reply) => reply.arrayBuffer());
  const part = `${file}.${Math.random().toString(36).slice(2)}.part`;
  try {
    await IOUtils.write(part, new Uint8Array(bytes), { mode: 'create', flush: true });
    await IOUtils.setPermissions(part, 0o600, false);
    if (await hashOf(part) !== sha256)
      throw new CoreError('SHEAF_E_IO', `native/${name} of the plugin is damaged: install the plugin again`);
    await IOUtils.move(part, file);
  } finally {
    await IOUtils.remove(part, { ignoreAbsent: true });
  }
}

/** Left over by earlier versions and by writes that were cut off. @param {string} folder @param {string} home */
async function removeOthers(folder, home) {
  for (const other of await IOUtils.getChildren(folder))
    if (other !== home) await IOUtils.remove(other, { recursive: true }).catch(() => { /* another time */ });
  for (const other of await IOUtils.getChildren(home))
    if (other.endsWith('.part')) await IOUtils.remove(other).catch(() => { /* another time */ });
}
