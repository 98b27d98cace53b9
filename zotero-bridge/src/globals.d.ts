// The globals of Zotero's plugin sandbox, as far as the plugin uses them. Zotero itself is typed
// where it is used: its interface changes between versions, and nobody publishes it.

declare const Services: any;
declare const ChromeUtils: { importESModule(uri: string): any };
declare const Components: any;
declare const IOUtils: any;
declare const PathUtils: any;
declare const Localization: any;
declare const ChromeWorker: typeof Worker;
declare const APP_SHUTDOWN: number;
declare const Zotero: any;

/** Only in a ChromeWorker. */
declare const ctypes: any;
