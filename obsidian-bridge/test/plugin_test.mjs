// The plugin end to end, the same over both backends: a digest becomes notes, a second run changes
// nothing, the reader's words stay, imports, citations and opinions do what they say, and what is wrong
// is told.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import path from 'node:path';
import { DAY, PUBLISHED, built, obsidian, pluginClass, replay, scratch, writeFeed } from './fixture.mjs';

let place, server, Plugin, api, notices;
const opened = []; // plugins to be unloaded, whatever became of their test

before(async () => {
  api = await obsidian();
  place = scratch();
  writeFeed(path.join(place.folder, 'feeds'));
  server = await replay(path.join(place.folder, 'feeds'));
  for (const name of ['RSS', 'API', 'SITE']) process.env[`SHEAF_ARXIV_${name}_URL`] = server.url + (name === 'API' ? '/api/query' : '');
  Plugin = await pluginClass(place.folder);
  api.ButtonComponent.prototype.onClick = function (callback) { // the mocks' buttons hear no clicks
    this.buttonEl.addEventListener('click', callback);
    return this;
  };
  const { Notice } = api;
  const original = Notice.prototype.constructor__;
  Notice.prototype.constructor__ = function (message, ...rest) { notices.push(String(message)); original?.call(this, message, ...rest); };
});
after(() => { server?.stop(); place?.remove(); });
beforeEach(() => { notices = []; });
afterEach(() => { opened.splice(0).forEach((plugin) => plugin.onunload()); });

let serial = 0;
async function start(backendPath, settings = {}) {
  const vault = path.join(place.folder, 'vault');
  const app = api.App.createConfigured__({ adapter: api.FileSystemAdapter.create__(vault) });
  const plugin = new Plugin(app, { id: 'sheaf-digest', version: '0.1.0', dir: 'plugins/sheaf-digest' });
  plugin.saved = { categories: 'cs.CL', keywords: 'boats', backendPath, storePath: path.join(place.folder, `store-${++serial}.db`), ...settings };
  plugin.loadData = async () => plugin.saved;
  plugin.saveData = async (data) => { plugin.saved = structuredClone(data); };
  plugin.commands = new Map();
  plugin.addCommand = (command) => { plugin.commands.set(command.id, command); return command; };
  plugin.registerView = (_type, make) => { plugin.pane = make; };
  plugin.pane = null;
  plugin.addSettingTab = (tab) => { plugin.tab = tab; };
  plugin.tab = null;
  opened.push(plugin);
  await plugin.onload();
  return { app, plugin, vault };
}

const notesOf = (app) => app.vault.getMarkdownFiles().map((file) => file.path).sort();
const noteOf = (app, title) => app.vault.getMarkdownFiles().find((file) => file.path.includes(title));
/** Waits until `happened` gives something. */
async function until(happened) {
  for (let i = 0; i < 600; ++i) {
    const value = await happened();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`it did not happen: ${happened}; notices: ${notices.join('; ')}`);
}
/** The front matter as the app's cache would have it. */
function cacheOf(app) {
  const matters = new Map();
  app.metadataCache.getFileCache = (file) => ({ frontmatter: matters.get(file.path) });
  return async () => {
    for (const file of app.vault.getMarkdownFiles()) {
      const head = /^---\n([\s\S]*?)\n---\n/.exec(await app.vault.read(file))?.[1] ?? '';
      matters.set(file.path, Object.fromEntries(head.split('\n').flatMap((line) => {
        const [, key, value] = /^([\w-]+): (.*)$/.exec(line) ?? [];
        return key ? [[key, value.startsWith('"') ? JSON.parse(value) : value]] : [];
      })));
      app.metadataCache.trigger('changed', file, '', {});
    }
  };
}
function runOn(app, plugin, file, id, editor) {
  app.workspace.getActiveFile = () => file;
  const command = plugin.commands.get(id);
  if (command.editorCheckCallback) {
    assert.equal(command.editorCheckCallback(true, editor, { file }), true);
    return command.editorCheckCallback(false, editor, { file });
  }
  assert.equal(command.checkCallback(true), true);
  return command.checkCallback(false);
}

for (const backend of ['SHEAF_ADDON', 'SHEAF_PROGRAM']) {
  const core = `the core as ${backend === 'SHEAF_ADDON' ? 'addon' : 'process'}`;
  describe(core, () => {
    it('answers the contract the same', async () => {
      const { plugin } = await start(built(backend));
      const core = await plugin.core();
      assert.match(core.version, /^\d+\.\d+\.\d+$/);
      const heard = [];
      const profile = { categories: ['cs.CL'], keywords: ['boats'] };
      const { digest } = await core.run('digest', { profile }, { onProgress: (progress) => { heard.push(progress.stage); throw new Error('a listener of poor quality'); } });
      assert.equal(digest.entries.length, 3);
      assert.equal(digest.day, DAY);
      await assert.rejects(core.run('digest', { profile: { categories: ['cs.XX'] } }), (error) => error.status === 'SHEAF_E_INVALID' && /cs\.XX/.test(error.message));
      await assert.rejects(core.run('no-such-op', {}), (error) => error.status === 'SHEAF_E_INVALID');
      const abort = new AbortController();
      abort.abort();
      await assert.rejects(core.run('digest', { profile }, { signal: abort.signal }), (error) => error.cancelled);
      const many = Array.from({ length: 300 }, (_, i) => ({ id: `2604.${10000 + i}`, title: 'Boats “and” ships 渡轮', abstract: 'Boats are slow. We draft a boat. It is 14 % faster.' }));
      const { summaries } = await core.run('summarize', { papers: many });
      assert.deepEqual([summaries.length, summaries[299].id], [300, '2604.10299']);
      plugin.onunload();
      await assert.rejects(core.run('digest', { profile }), /closed/);
    });

    it("makes today's notes, and a second run changes nothing", async () => {
      const { app, plugin } = await start(built(backend));
      assert.ok(await plugin.runner.digest(), notices.join('; '));
      assert.match(notices[0], /3 papers of 2026-04-17: 5 notes new, 0 updated/);
      assert.equal(notesOf(app).filter((name) => name.endsWith('.md')).length, 4);
      assert.match(await app.vault.read(noteOf(app, 'Fast Boats')), /^---\narxiv: "2604\.00001"\n/);
      const day = notesOf(app).find((name) => name.startsWith('Digests/'));
      const before = await app.vault.read(app.vault.getFileByPath(day));
      assert.ok(await plugin.runner.digest());
      assert.match(notices[1], /0 notes new, 0 updated/);
      assert.equal(await app.vault.read(app.vault.getFileByPath(day)), before);
    });
  });

  describe(`${core}, with a reader's words`, () => {
    it("keeps the reader's words, also those typed while it merges", async () => {
      const { app, plugin } = await start(built(backend));
      await plugin.runner.digest();
      const note = noteOf(app, 'Fast Boats');
      await app.vault.process(note, (text) => text.replace('score:', 'mood: "mine"\nscore:').replace('Boats are slow to serve.', 'My own view.') + 'My own words.\n');
      const read = app.vault.read.bind(app.vault);
      let typed = 0;
      app.vault.read = async (file) => { // somebody types between reading and writing, twice
        const text = await read(file);
        if (file === note && typed < 2) await app.vault.process(note, (now) => `${now}typed ${++typed}\n`);
        return text;
      };
      plugin.settings.keywords = 'boats, small model'; // another reason, another text
      await plugin.runner.digest();
      app.vault.read = read;
      assert.match(await read(note), /keywords: [^\n]*small model/);
      assert.match(await read(note), /My own words\.\ntyped 1\ntyped 2\n$/);
      assert.match(await read(note), /mood: "mine"/);
    });

    it('makes one more note without touching the note of the day', async () => {
      const { app, plugin } = await start(built(backend), { maxNotes: 1 });
      await plugin.runner.digest();
      assert.equal(app.vault.getMarkdownFiles().filter((file) => file.path.startsWith('Papers/')).length, 1);
      const day = app.vault.getMarkdownFiles().find((file) => file.path.startsWith('Digests/'));
      const before = await app.vault.read(day);
      plugin.openPaper = async () => {};
      const entry = plugin.runner.latest.entries[2];
      await plugin.makeNote(entry.paper, entry);
      assert.equal(app.vault.getMarkdownFiles().filter((file) => file.path.startsWith('Papers/')).length, 2);
      assert.equal(await app.vault.read(day), before);
    });
  });

  describe(`${core}, about single papers`, () => {
    it('updates the note that is open, cites its paper and gives its BibTeX', async () => {
      const { app, plugin } = await start(built(backend));
      const remember = cacheOf(app);
      plugin.notes.listen(plugin);
      await plugin.runner.digest();
      await remember();
      await plugin.notes.read();
      const note = noteOf(app, 'Fast Boats');
      const whole = await app.vault.read(note);
      await app.vault.process(note, (text) => text.replace(/\nversion: 1/, '\nversion: 1\nmood: "mine"'));
      runOn(app, plugin, note, 'update');
      await until(() => notices.some((text) => text.includes('up to date') || text.includes('updated')) && !plugin.runner.running);
      assert.equal(await app.vault.read(note), whole.replace(/\nversion: 1/, '\nversion: 1\nmood: "mine"'));

      const inserted = [];
      const editor = { replaceSelection: (text) => inserted.push(text) };
      runOn(app, plugin, note, 'bibtex', editor);
      await until(() => inserted.length === 1);
      const key = /citekey: "(.*)"/.exec(whole)[1];
      assert.match(inserted[0], new RegExp(`^\`\`\`bibtex\\n@misc\\{${key},\\n[\\s\\S]*eprint = \\{2604\\.00001\\}[\\s\\S]*\\n\\}\\n\`\`\`\\n$`));
      assert.equal(inserted[0].match(/@misc/g).length, 1);
      const cited = (await plugin.notes.all()).map((one) => one.citekey).sort();
      assert.equal(cited.length, 3);
      assert.ok(cited.includes(key));

      runOn(app, plugin, note, 'like');
      runOn(app, plugin, note, 'dismiss');
      await until(() => notices.includes('Liked: Fast Boats') && notices.includes('Dismissed: Fast Boats'));
    });

    it('imports what another system published', async () => {
      const { app, plugin } = await start(built(backend));
      assert.ok(await plugin.runner.importDigest(PUBLISHED), notices.join('; '));
      assert.match(notices[0], /1 page with 2 papers imported: 4 notes new, 0 updated/);
      assert.match(await app.vault.read(noteOf(app, 'Ferries 11')), /Delays foreseen/);
      await plugin.runner.importDigest(PUBLISHED);
      assert.match(notices[1], /0 notes new, 0 updated/);
      await plugin.runner.importDigest({ path: '/no/such/folder' });
      assert.match(notices[2], /\/no\/such\/folder/);
      await plugin.runner.importDigest({ text: 'nothing of the kind', name: 'x.md' });
      assert.match(notices[3], /could not be read: x\.md|x\.md/);
    });
  });
}

describe('the plugin', () => {
  it('refuses a second run while one runs, and can be cancelled', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'));
    const first = plugin.runner.digest();
    assert.equal(await plugin.runner.digest(), null);
    assert.match(notices[0], /running already/);
    plugin.runner.cancel();
    await first;
    assert.match(notices.at(-1), /Cancelled|papers of/);
  });

  it('shows changes that wait and does what is chosen', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'));
    const change = (block, path) => ({ key: 'paper/2604.00001', path, block, fresh: 'score: 55', yours: 'score: <b>99</b>', since: '2026-04-17T08:00:00Z' });
    const asked = [];
    plugin.core = async () => ({ run: async (op, args) => {
      asked.push([op, args.block, args.action]);
      if (op === 'vault_review') return { reviews: [change('score', 'Papers/Fast Boats.md'), change('sheaf-tldr', 'Papers/Gone.md')] };
      if (args.block === 'sheaf-tldr') throw new Error('somebody else was there');
      return { settled: 1 };
    } });
    const dialogs = [], { open } = api.Modal.prototype;
    api.Modal.prototype.open = function () { dialogs.push(this); this.onOpen(); }; // the mocks' closes at once
    plugin.commands.get('review').callback();
    const dialog = (await until(() => dialogs[0])).modalEl;
    api.Modal.prototype.open = open;
    assert.equal(dialog.querySelectorAll('.sheaf-kept').length, 2, notices.join('; '));
    assert.deepEqual([...dialog.querySelectorAll('pre')].slice(0, 2).map((one) => one.textContent), ['score: <b>99</b>', 'score: 55']);
    const press = (text) => [...dialog.querySelectorAll('button')].find((button) => button.textContent === text).click();
    press('Take new');
    await until(() => dialog.querySelectorAll('.sheaf-kept').length === 1);
    press('Keep mine');
    await until(() => notices.includes('Papers: somebody else was there'));
    assert.equal(dialog.querySelectorAll('.sheaf-kept').length, 1, 'what failed still waits');
    assert.deepEqual(asked, [['vault_review', undefined, undefined], ['vault_resolve', 'score', 'take'], ['vault_resolve', 'sheaf-tldr', 'drop']]);
  });
});

describe('the plugin and its core', () => {
  it('tells where it looked when there is no core', async () => {
    const { plugin } = await start('/no/such/sheaf.node');
    await plugin.runner.digest();
    assert.match(notices[0], /core was not found\. Tried \/no\/such\/sheaf\.node \(not there\)/);
  });

  it('tells what is wrong in the settings', async () => {
    const { plugin } = await start(built('SHEAF_ADDON'), { categories: 'cs.CLL' });
    await plugin.runner.digest();
    assert.match(notices[0], /cs\.CLL/);
  });

  it('opens the core anew when its process has died or the path changed', async () => {
    const { plugin } = await start(built('SHEAF_PROGRAM'));
    const first = await plugin.core();
    const pending = assert.rejects(first.run('digest', { profile: { categories: ['cs.CL'], endpoints: { arxiv_rss: 'http://127.0.0.1:9' } } }));
    first.child.kill('SIGKILL');
    await pending;
    await until(() => !first.alive);
    assert.ok(await plugin.runner.digest(), notices.join('; '));
    plugin.settings.backendPath = built('SHEAF_ADDON');
    await plugin.saveSettings();
    assert.equal((await plugin.core()).name, 'addon');
  });

  it('hands the key to the core only while a job runs, and only the one that was chosen', async () => {
    const { app, plugin } = await start(built('SHEAF_ADDON'), { provider: 'llm', baseUrl: 'http://127.0.0.1:9/v1', model: 'm', secretName: 'mine' });
    app.secretStorage.setSecret('mine', 'sk-1');
    app.secretStorage.setSecret('sheaf-llm-key', 'sk-2');
    const core = await plugin.core();
    assert.deepEqual(plugin.secrets(), { SHEAF_HOST_LLM_KEY: 'sk-1' });
    const job = core.run('digest', { profile: { categories: ['cs.CL'] } }, { env: plugin.secrets() });
    assert.equal(process.env.SHEAF_HOST_LLM_KEY, 'sk-1');
    await job;
    assert.equal(process.env.SHEAF_HOST_LLM_KEY, undefined);
    assert.ok(!JSON.stringify(plugin.saved).includes('sk-'));
  });
});

describe('the plugin by itself', () => {
  it('runs at start when the day was missed, once, and again only when it is due', async () => {
    const earlier = new Date(Date.now() - 60000);
    if (earlier.getDate() !== new Date().getDate()) return; // the minute after midnight
    const dailyAt = `${earlier.getHours()}:${String(earlier.getMinutes()).padStart(2, '0')}`;
    const { app, plugin } = await start(built('SHEAF_ADDON'), { daily: true, dailyAt });
    const kept = new Map();
    app.loadLocalStorage = (key) => kept.get(key) ?? null;
    app.saveLocalStorage = (key, value) => kept.set(key, structuredClone(value));
    plugin.runWhenDue();
    await until(() => kept.size === 1);
    assert.match(notices[0], /3 papers of 2026-04-17/);
    assert.equal([...kept.values()][0].ok, true);
    plugin.runWhenDue();
    assert.equal(plugin.runner.running, false);
  });

  it('shows the stored day in its pane, and a button where there is none', async () => {
    const { app, plugin } = await start(built('SHEAF_ADDON'));
    const pane = plugin.pane(app.workspace.getLeaf('tab'));
    await pane.onOpen();
    assert.match(pane.contentEl.textContent, /There is no digest yet/);
    assert.ok(await plugin.runner.digest(), notices.join('; '));
    plugin.runner.latest = null; // as after a restart
    const other = plugin.pane(app.workspace.getLeaf('tab'));
    await other.onOpen();
    assert.equal(other.contentEl.querySelectorAll('.sheaf-card').length, 3);
    assert.equal(other.contentEl.querySelectorAll('.sheaf-card img, .sheaf-card code').length, 0);
    other.contentEl.querySelector('.sheaf-do-kept').click();
    await other.onClose();
    assert.equal(other.contentEl.querySelectorAll('.sheaf-card').length, 0);
  });

  it('draws its settings from one table, for older apps too', async () => {
    const { app, plugin } = await start(built('SHEAF_ADDON'));
    const { tab } = plugin;
    const names = tab.getSettingDefinitions().flatMap((group) => group.items.map((item) => item.name));
    assert.ok(names.includes('Categories') && names.includes('Test the connection'));
    const keys = tab.getSettingDefinitions().flatMap((group) => group.items.flatMap((item) => item.control?.key ?? []));
    const unseen = Object.keys(plugin.settings).filter((key) => !keys.includes(key));
    assert.deepEqual(unseen, ['secretName'], 'each setting has its row');
    tab.display();
    assert.ok(tab.containerEl.children.length >= names.length);
    await tab.setControlValue('maxPapers', 7);
    await tab.setControlValue('maxPapers', -1);
    await tab.setControlValue('dailyAt', '25:00');
    assert.deepEqual([plugin.saved.maxPapers, plugin.saved.dailyAt], [7, '07:30']);
    assert.equal(app.workspace.getLeavesOfType('sheaf-digest-view').length, 0);
  });
});
