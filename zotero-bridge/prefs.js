// Defaults of the settings; Zotero reads this file by itself.
/* global pref */
pref('extensions.sheaf.path', '');
pref('extensions.sheaf.store', '');
