"""The connector of the tests' Zotero: what browsers save papers through."""
import json

from zotero_library import FIELDS, Refusal


class ConnectorRoutes:
    def connector(self, name):
        zotero = self.zotero
        if name == "ping" and self.command == "GET":
            return 200, "<!DOCTYPE html><html><body>Zotero is running</body></html>", {
                "Content-Type": "text/html", "X-Zotero-Version": zotero.version}
        if self.command != "POST" or "X-Zotero-Connector-API-Version" not in self.headers:
            raise Refusal(400, "Bad request")
        if name == "getSelectedCollection":
            return self.selection()
        if name.startswith("saveAttachment"):
            return self.save_attachment()
        data = json.loads(self.body)
        if name == "saveItems":
            return self.save_items(data)
        if name == "updateSession":
            return self.update_session(data)
        raise Refusal(404, "No endpoint found")

    def selection(self):
        library = self.zotero.library
        targets = [{"id": "L1", "name": library.name, "filesEditable": True, "level": 0}]
        self.add_targets(library, False, 1, targets)
        chosen = library.collections.get(self.zotero.selected)
        return 200, {"libraryID": 1, "libraryName": library.name, "libraryEditable": library.editable,
                     "filesEditable": True, "editable": library.editable, "id": None,
                     "name": chosen["name"] if chosen else library.name, "targets": targets, "tags": {}}, {}

    def add_targets(self, library, parent, level, targets):
        for key, one in library.collections.items():
            if (one["parentCollection"] or False) == parent and not one.get("deleted"):
                targets.append({"id": "C" + key, "name": one["name"], "filesEditable": True, "level": level})
                self.add_targets(library, key, level + 1, targets)

    def save_items(self, data):
        library, session = self.zotero.library, data["sessionID"]
        if session in self.zotero.sessions:
            return 409, {"error": "SESSION_EXISTS"}, {}
        if not library.editable:
            raise Refusal(500, "library is not editable")
        keys = {}
        for item in data["items"]:
            fields = {name: value for name, value in item.items() if name in FIELDS[item["itemType"]] or name in
                      ("creators", "tags", "itemType")}
            key = library.add_item(**fields, collections=[self.zotero.selected] if self.zotero.selected else [])
            keys[item["id"]] = key
            for note in item.get("notes", []):
                library.add_item(itemType="note", note=note["note"], parentItem=key,
                                 tags=[{"tag": tag} for tag in note.get("tags", [])])
            for one in item.get("attachments", []):
                library.add_item(itemType="attachment", linkMode="linked_url", title=one["title"], url=one["url"],
                                 contentType=one["mimeType"], parentItem=key)
        self.zotero.sessions[session] = keys
        return 201, "", {}

    def save_attachment(self):
        keys = self.zotero.sessions.get(self.query.get("sessionID"), {})
        metadata = json.loads(self.headers["X-Metadata"])
        parent = keys.get(metadata["parentItemID"])
        if parent is None:
            raise Refusal(400, "no such parent")
        key = self.zotero.library.add_item(itemType="attachment", linkMode="imported_url", title=metadata["title"],
                                           url=metadata["url"], parentItem=parent)
        self.zotero.library.files[key] = self.body
        return 201, "", {}

    def update_session(self, data):
        target = data["target"]
        for key in self.zotero.sessions[data["sessionID"]].values():
            self.zotero.library.change_item(key, collections=[target[1:]] if target.startswith("C") else [])
        return 200, "", {}
