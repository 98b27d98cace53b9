// The model's key in the login manager, where Zotero keeps its own; it is encrypted on disk and never
// among the preferences, which plugins and backups read. Main thread.

const PLACE = 'chrome://sheaf-digest';
const REALM = 'Sheaf model key';
const USER = 'key';

/** @param {any} services @returns {Promise<any | null>} the login, where there is one */
async function find(services) {
  const logins = await services.logins.searchLoginsAsync({ origin: PLACE, httpRealm: REALM });
  return logins.find((/** @type {any} */ login) => login.username === USER) ?? null;
}

/** '' where none was set. @param {any} services @returns {Promise<string>} */
export async function readKey(services) {
  return (await find(services))?.password ?? '';
}

/** Sets it; '' takes it away. @param {any} services @param {any} components @param {string} key */
export async function writeKey(services, components, key) {
  const old = await find(services);
  if (old && old.password === key) return;
  if (old) await removeLogin(services, old);
  if (key === '') return;
  const made = components.classes['@mozilla.org/login-manager/loginInfo;1'].createInstance(components.interfaces.nsILoginInfo);
  made.init(PLACE, null, REALM, USER, key, '', '');
  await services.logins.addLoginAsync(made);
}

/** Gecko 140 takes a login away at once, later ones by a promise. @param {any} services @param {any} login */
async function removeLogin(services, login) {
  if (services.logins.removeLoginAsync) await services.logins.removeLoginAsync(login);
  else services.logins.removeLogin(login);
}
