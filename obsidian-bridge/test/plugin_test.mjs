// The plugin end to end, over both backends: a digest becomes notes, a second run changes nothing, the
// reader's words stay, opinions reach the core, and wrong settings are told.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import path from 'node:path';
import { built, obsidian, pluginClass, replay, scratch, writeFeed } from './fixture.mjs';

let place, server, Plugin, api, notices;

before(async () => {
  api = await obsidian();
  place = scratch();
  writeFeed(path.join(place.folder, 'feeds'));
  server = await replay(path.join(place.folder, 'feeds'));
  for (const name of ['RSS', 'API', 'SITE']) process.env[`SHEAF_ARXIV_${name}_URL`] = server.url + (name === 'API' ? '/api/query' : '');
  process.env.SHEAF_ARXIV_RSS_URL = `${server.url}/rss`.replace('/rss', '');
  Plugin = await pluginClass(place.folder);
  const { Notice } = api;
  const original = Notice.prototype.constructor__;
  Notice.prototype.constructor__ = function (message, ...rest) { notices.push(String(message)); original?.call(this, message, ...rest); };
});
after(() => { server?.stop(); place?.remove(); });
beforeEach(() => { notices = []; });

let serial = 0;
async function start(backendPath, settings = {}) {
  const vault = path.join(place.folder, 'vault');
  const app = api.App.createConfigured__({ adapter: api.FileSystemAdapter.create__(vault) });
  const plugin = new Plugin(app, { id: 'sheaf-digest', version: '0.1.0', dir: 'plugins/sheaf-digest' });
  plugin.loadData = async () => ({ categories: 'cs.CL', keywords: 'boats', backendPath, storePath: path.join(place.folder, `store-${++serial}.db`), ...settings });
  plugin.saveData = async () => {};
  await plugin.onload();
  return { app, plugin, vault };
}

const notesOf = (app) => app.vault.getMarkdownFiles().map((file) => file.path).sort();

for (const backend of ['SHEAF_ADDON', 'SHEAF_PROGRAM']) {
  describe(`the core as ${backend === 'SHEAF_ADDON' ? 'addon' : 'process'}`, () => {
    it('answers the contract the same', async () => {
      const { plugin } = await start(built(backend));
      const core = await plugin.core();
      assert.match(core.version, /^\d+\.\d+\.\d+$/);
      const heard = [];
      const profile = { categories: ['cs.CL'], keywords: ['boats'] };
      const { digest } = await core.run('digest', { profile }, { onProgress: (progress) => heard.push(progress.stage) });
      assert.equal(digest.entries.length, 3);
      assert.equal(digest.day, '2026-04-17');
      await assert.rejects(core.run('digest', { profile: { categories: ['cs.XX'] } }), (error) => error.status === 'SHEAF_E_INVALID' && /cs\.XX/.test(error.message));
      await assert.rejects(core.run('no-such-op', {}), (error) => error.status === 'SHEAF_E_INVALID');
      const abort = new AbortController();
      abort.abort();
      await assert.rejects(core.run('digest', { profile }, { signal: abort.signal }), (error) => error.cancelled);
      plugin.onunload();
      await assert.rejects(core.run('digest', { profile }), /closed/);
    });
  });
}

describe('the plugin over the addon', () => {
  it("makes today's notes, and a second run changes nothing", async () => {
    const { app, plugin } = await start(built('SHEAF_ADDON'));
    assert.ok(await plugin.runner.digest(), notices.join('; '));
    assert.match(notices[0], /3 papers of 2026-04-17: 4 notes new, 0 updated/);
    assert.equal(notesOf(app).length, 4);
    const note = app.vault.getMarkdownFiles().find((file) => file.path.includes('Fast Boats'));
    assert.match(await app.vault.read(note), /^---\narxiv: "2604\.00001"\n/);
    assert.ok(await plugin.runner.digest());
    assert.match(notices[1], /0 notes new, 0 updated/);
    plugin.onunload();
  });

  it("keeps the reader's words", async () => {
    const { app, plugin } = await start(built('SHEAF_ADDON'));
    await plugin.runner.digest();
    const note = app.vault.getMarkdownFiles().find((file) => file.path.includes('Fast Boats'));
    await app.vault.process(note, (text) => `${text}My own words.\n`);
    await plugin.runner.digest();
    assert.match(await app.vault.read(note), /My own words\.\n$/);
    plugin.onunload();
  });

  it('refuses a second run while one runs, and can be cancelled', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'));
    const first = plugin.runner.digest();
    assert.equal(await plugin.runner.digest(), null);
    assert.match(notices[0], /running already/);
    plugin.runner.cancel();
    await first;
    assert.match(notices.at(-1), /Cancelled|papers of/);
    plugin.onunload();
  });

  it('tells where it looked when there is no core', async () => {
    const { plugin } = await start('/no/such/sheaf.node');
    await plugin.runner.digest();
    assert.match(notices[0], /core was not found\. Tried \/no\/such\/sheaf\.node \(not there\)/);
    plugin.onunload();
  });

  it('tells what is wrong in the settings', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'), { categories: 'cs.CLL' });
    await plugin.runner.digest();
    assert.match(notices[0], /cs\.CLL/);
    plugin.onunload();
  });

  it('hands opinions to the core', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'));
    await plugin.runner.digest();
    await plugin.judge('2604.00001', 'kept');
    await plugin.judge('2604.00001', 'none');
    assert.equal(notices.filter((text) => text.startsWith('Papers:')).length, 0, notices.join('; '));
    plugin.onunload();
  });
});
