// Lets a test run its steps inside Zotero: an address of Zotero's own server on loopback, installed into
// the test's profile only. POST {code, args}, answered by {value} or {error}.
/* global Zotero, Services, Components */
/* eslint-disable no-unused-vars -- Zotero calls these by name */

var ADDRESS = '/sheaf-test';

function install() {}
function uninstall() {}

async function startup() {
  await Zotero.uiReadyPromise;
  const principal = Services.scriptSecurityManager.getSystemPrincipal();
  Zotero.Server.Endpoints[ADDRESS] = class {
    supportedMethods = ['POST'];
    supportedDataTypes = ['text/plain'];
    async init({ data }) {
      const { code, args } = JSON.parse(data);
      const sandbox = new Components.utils.Sandbox(principal, { sandboxPrototype: Zotero.getMainWindow(), wantXrays: false, wantGlobalProperties: ['fetch'] });
      Object.assign(sandbox, { Zotero, args: Components.utils.cloneInto(args, sandbox) });
      try {
        const value = await Components.utils.evalInSandbox(`(async () => { ${code}\n })()`, sandbox);
        return [200, 'application/json', JSON.stringify({ value })];
      } catch (error) {
        return [200, 'application/json', JSON.stringify({ error: `${error}\n${error?.stack ?? ''}` })];
      }
    }
  };
}

function shutdown() { delete Zotero.Server.Endpoints[ADDRESS]; }
