// Settings, secrets, the daily run, and the messages of both languages.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Daily, isDue } from '../../src/digest/daily.js';
import { readKey, writeKey } from '../../src/secrets.js';
import { DEFAULTS, declareDefaults, nextRun, planOptionsOf, profileOf, readSettings } from '../../src/settings.js';
import { zoteroDouble } from './zotero_double.mjs';

test('a setting of another type than ours counts as not set', () => {
  const zotero = zoteroDouble();
  zotero.prefs.set('extensions.sheaf.maxPapers', 'many');
  zotero.prefs.set('extensions.sheaf.categories', 'math.AG');
  assert.deepEqual([readSettings(zotero).maxPapers, readSettings(zotero).categories], [DEFAULTS.maxPapers, 'math.AG']);
});

test('every default is declared with its own type, none of them is a secret', () => {
  const set = {};
  const setter = (type) => (name, value) => { set[name] = [type, value]; };
  declareDefaults({ prefs: { getDefaultBranch: () => ({ setBoolPref: setter('boolean'), setIntPref: setter('number'), setStringPref: setter('string') }) } });
  for (const [name, [type, value]] of Object.entries(set)) assert.equal(typeof value, type, name);
  assert.deepEqual(Object.keys(set), Object.keys(DEFAULTS));
  assert.ok(!Object.keys(set).some((name) => /key$|secret|token$/i.test(name)));
});

test('a profile holds lists without blanks, and a model only where one is set up', () => {
  const profile = profileOf({ ...DEFAULTS, categories: ' cs.CL,, \n math.AG ', provider: 'llm' });
  assert.deepEqual([profile.categories, profile.summary.provider, profile.llm], [['cs.CL', 'math.AG'], 'built-in', undefined]);
  const llm = profileOf({ ...DEFAULTS, provider: 'llm', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' });
  assert.deepEqual(llm.llm.key, { env: 'SHEAF_HOST_LLM_KEY' });
});

test('options of a plan are what the core knows', () => {
  const options = planOptionsOf({ ...DEFAULTS, pdf: 'everything', collection: '  ' }, 'ABCD2345');
  assert.deepEqual([options.pdf, options.collection, options.collection_key], ['link', ['Sheaf Digest'], 'ABCD2345']);
});

test('the next run is today or tomorrow; what is no time of day is none', () => {
  const noon = new Date(2026, 10, 20, 12, 0);
  assert.equal(nextRun('12:01', noon).getTime() - noon.getTime(), 60_000);
  assert.equal(nextRun('07:30', noon).getDate(), 21);
  for (const wrong of ['', '25:00', '7', '12:60', 'noon']) assert.equal(nextRun(wrong, noon), null, wrong);
});

test('a run is due once its time has passed since the last one, however long the computer slept', () => {
  const at = (day, hour) => new Date(2026, 10, day, hour);
  assert.ok(isDue('07:30', at(20, 6), at(20, 8)));
  assert.ok(!isDue('07:30', at(20, 8), at(20, 23)));
  assert.ok(isDue('07:30', at(18, 8), at(20, 6)));
  assert.ok(isDue('07:30', new Date(0), at(20, 6)));
});

test('a daily run that failed is tried again after half an hour, one that went not before the next day', async () => {
  const zotero = zoteroDouble();
  let runs = 0;
  let went = false;
  const daily = new Daily(zotero, () => ({ ...DEFAULTS, daily: true }), async () => { runs += 1; return went; });
  const at = (hour, minute) => new Date(2026, 10, 20, hour, minute);
  await daily.check(at(8, 0));
  await daily.check(at(8, 10));
  assert.equal(runs, 1);
  went = true;
  await daily.check(at(8, 31));
  await daily.check(at(12, 0));
  assert.equal(runs, 2);
  await new Daily(zotero, () => DEFAULTS, async () => { runs += 1; return true; }).check(at(23, 0));
  assert.equal(runs, 2, 'it is off by default');
});

test('the key is kept in the login manager, replaced and taken away', async () => {
  const logins = [];
  const services = { logins: { searchLoginsAsync: async ({ origin, httpRealm }) => logins.filter((one) => one.origin === origin && one.httpRealm === httpRealm),
    addLoginAsync: async (login) => { logins.push(login); }, removeLogin: (login) => { logins.splice(logins.indexOf(login), 1); } } };
  const components = { interfaces: {}, classes: { '@mozilla.org/login-manager/loginInfo;1': { createInstance: () => ({
    init(origin, _form, httpRealm, username, password) { Object.assign(this, { origin, httpRealm, username, password }); } }) } } };
  assert.equal(await readKey(services), '');
  await writeKey(services, components, 'sk-one');
  await writeKey(services, components, 'sk-two');
  assert.deepEqual([await readKey(services), logins.length], ['sk-two', 1]);
  await writeKey(services, components, '');
  assert.deepEqual(logins, []);
});

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const idsOf = (language, file) => [...read(`locale/${language}/${file}`).matchAll(/^([a-zA-Z][\w-]*) =/gm)].map(([, id]) => id);
const variablesOf = (language, file) => new Set([...read(`locale/${language}/${file}`).matchAll(/\$\w+/g)].map(([name]) => name));

test('both languages say the same, and every message is ours by its name', () => {
  for (const file of ['sheaf-main.ftl', 'sheaf-preferences.ftl']) {
    const english = idsOf('en-US', file);
    assert.deepEqual(idsOf('zh-CN', file), english, file);
    assert.equal(new Set(english).size, english.length, file);
    assert.ok(english.every((id) => id.startsWith('sheaf-')), file);
    assert.deepEqual([...variablesOf('zh-CN', file)].sort(), [...variablesOf('en-US', file)].filter((name) => variablesOf('zh-CN', file).has(name)).sort());
  }
});

test('every message that is asked for exists', () => {
  const known = new Set(['sheaf-main.ftl', 'sheaf-preferences.ftl'].flatMap((file) => idsOf('en-US', file)));
  const sources = readdirSync(new URL('src/', root), { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => read(`src/${name}`));
  const asked = [...sources.join('\n').matchAll(/(?:l10n|id|l10nID|label\()[:(]? ?'(sheaf-[\w-]+)'/g)].map(([, id]) => id)
    .concat([...read('content/preferences.xhtml').matchAll(/data-l10n-id="([^"]+)"/g)].map(([, id]) => id))
    .concat(['today', 'catch-up', 'show', 'import', 'cancel', 'settings', 'kept', 'dismissed'].map((name) => `sheaf-menu-${name}`));
  const parts = new Set(['sheaf-pane', 'sheaf-styles', 'sheaf-digest', 'sheaf-library']); // ids of elements
  assert.ok(asked.length > 60);
  assert.deepEqual(asked.filter((id) => !known.has(id) && !parts.has(id)), []);
});

test('every setting of the pane is one of ours', () => {
  const bound = [...read('content/preferences.xhtml').matchAll(/preference="extensions\.sheaf\.(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(bound.filter((name) => !(name in DEFAULTS)), []);
  assert.deepEqual(Object.keys(DEFAULTS).filter((name) => !bound.includes(name)), ['parent'], 'the others have a control');
});
