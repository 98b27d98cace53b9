"""A Zotero that says no: the local API of Zotero 10 (or 9), Web API v3 and the connector on one loopback
port, as strict as the real ones and with faults on demand.

Written from Zotero's documentation (www.zotero.org/support/dev/web_api/v3) and from what a running Zotero 10
answered; where the two differ the stricter one counts. It lives in the test's own process: tests look into
`server.libraries` and plan faults with `server.fault(...)`. One lock makes every request atomic.
"""
import hashlib
import json
import random
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from zotero_connector import ConnectorRoutes
from zotero_library import COMMON, FIELDS, KEY, MOST, NO_COLLECTIONS_IN_CHILDREN, Fault, Library, Refusal, now


class Server:
    def __init__(self, version="10.0.5", web=False):
        self.version, self.web = version, web
        self.major = int(version.split(".")[0])
        self.server_id = "aGvsZ9txadkX"
        self.enabled = True
        self.consent = "always"  # "once", "deny"
        self.prompts = []
        self.keys = {}  # key → good for how many writes (None: all)
        self.web_keys = {"WEBKEYWEBKEYWEBKEYWEBKEY": 475425}
        self.tokens, self.uploads, self.sessions = set(), {}, {}
        own = "users/475425" if web else "users/0"
        self.libraries = {own: Library(own)}
        self.library = self.libraries[own]
        self.selected = None  # collection key of the window's selection
        self.log, self.faults = [], []
        self.delay = 0
        self.reject = None  # part of a title that is refused
        self.lock = threading.RLock()
        handler = type("Bound", (Handler,), {"zotero": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()

    def fault(self, kind, method="", path="", **more):
        one = Fault(kind, method, path, **more)
        self.faults.append(one)
        return one

    def group(self, number, name="A group"):
        prefix = f"groups/{number}"
        self.libraries[prefix] = Library(prefix, name)
        return self.libraries[prefix]

    def writes(self):
        return [one for one in self.log if one[0] in ("POST", "PATCH", "DELETE", "PUT")]


class Handler(ConnectorRoutes, BaseHTTPRequestHandler):
    zotero = None
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do(self):
        zotero = self.zotero
        split = urlsplit(self.path)
        self.query = {name: values[-1] for name, values in parse_qs(split.query, keep_blank_values=True).items()}
        self.route = unquote(split.path)
        self.body = b""
        if self.headers.get("Transfer-Encoding"):
            return self.answer(400, "no chunked bodies")
        if self.command in ("POST", "PATCH", "PUT"):
            length = self.headers.get("Content-Length")
            if length is None:
                return self.answer(400, "Content-Length is missing")
            self.body = self.rfile.read(int(length))
        with zotero.lock:
            if self.is_browser():
                return self.drop()
            zotero.log.append((self.command, self.path, len(self.body)))
            fault = next((one for one in zotero.faults if one.fits(self.command, self.path)), None)
            if fault and fault.after:
                fault.after()
            if fault and fault.kind == "drop_before":
                return self.drop()
            if fault and isinstance(fault.kind, int):
                return self.answer(fault.kind, fault.body, fault.headers)
            if zotero.delay:
                time.sleep(zotero.delay)
            status, body, headers = self.handle_request()
            if fault and fault.kind == "drop_after":
                return self.drop()
            if fault and fault.kind == "cut":
                return self.cut(status, body)
            if fault and fault.kind == "garbage":
                body = "<html>maintenance"
            if fault:
                headers = {**headers, **fault.headers}
        self.answer(status, body, headers)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do_HEAD = do

    def handle_request(self):
        try:
            host = self.headers.get("Host", "")
            if not re.match(r"^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$", host):
                raise Refusal(400, "Bad request")
            if self.route.startswith("/connector/"):
                return self.connector(self.route[len("/connector/"):])
            if self.route.startswith("/local-storage/"):
                return self.take_upload(self.route.rsplit("/", 1)[1])
            if self.zotero.web:
                return self.api(self.route[1:])
            if self.route.startswith("/api/"):
                return self.local(self.route[len("/api/"):])
            raise Refusal(404, "No endpoint found")
        except Refusal as refusal:
            return refusal.status, refusal.message, refusal.headers

    def is_browser(self):
        mozilla = self.headers.get("User-Agent", "").startswith("Mozilla/") or "Origin" in self.headers
        return mozilla and not self.zotero.web and "X-Zotero-Connector-API-Version" not in self.headers

    # answers
    def drop(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def cut(self, status, body):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) + 100))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2])
        self.wfile.flush()
        self.drop()

    def answer(self, status, body="", headers=None):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        headers = dict(headers or {})
        self.send_response(status)
        headers.setdefault("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
        headers["Zotero-API-Version"] = "3"
        if not self.zotero.web and self.zotero.major >= 10:
            headers["Zotero-Server-ID"] = self.zotero.server_id
        headers["Content-Length"] = str(len(data))
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(data)

    # the local API's own rules
    def local(self, path):
        zotero = self.zotero
        if not zotero.enabled:
            raise Refusal(403, "Local API is not enabled")
        writing = self.command != "GET"
        if zotero.major < 10 and writing:
            raise Refusal(404 if path.startswith("local/") else 400,
                          "No endpoint found" if path.startswith("local/") else "Endpoint does not support method")
        if path == "":
            return 200, "Nothing to see here.", {}
        given = self.headers.get("Zotero-Server-ID")
        if given and given != zotero.server_id:
            raise Refusal(412, "Zotero-Server-ID does not match this server")
        if path == "local/authorize":
            return self.authorize()
        if path.startswith("local/uploads/"):
            return self.take_upload(path.rsplit("/", 1)[1])
        if writing and not given:
            raise Refusal(428, "Zotero-Server-ID not provided")
        if writing:
            self.use_local_key()
        if path.startswith("keys/") or path.startswith("items/new") or path.endswith("/deleted"):
            raise Refusal(404, "No endpoint found")
        return self.api(path)

    def authorize(self):
        zotero = self.zotero
        if not json.loads(self.body or b"{}").get("appName", "").strip():
            raise Refusal(400, "appName is required")
        zotero.prompts = [at for at in zotero.prompts if time.time() - at < 60]
        if len(zotero.prompts) >= 5:
            raise Refusal(429, "Too many authorization requests", {"Retry-After": "61"})
        zotero.prompts.append(time.time())
        if zotero.consent == "deny":
            return 403, {"denied": True}, {}
        key = "".join(random.choice("abcdefghijklmnop") for _ in range(32))
        zotero.keys[key] = None if zotero.consent == "always" else 1
        return 200, {"key": key, "remember": zotero.consent == "always"}, {}

    def use_local_key(self):
        key = self.headers.get("Zotero-API-Key", "")
        if not key:
            raise Refusal(401, "API key required -- POST /api/local/authorize to obtain one")
        if key not in self.zotero.keys:
            raise Refusal(401, "Invalid or expired API key")
        if self.zotero.keys[key] == 1:
            del self.zotero.keys[key]

    # what both have
    def api(self, path):
        if self.zotero.web:
            user = self.zotero.web_keys.get(self.headers.get("Zotero-API-Key", ""))
            if user is None:
                raise Refusal(403, "Invalid key")
            if path == "keys/current":
                return 200, {"key": "…", "userID": user, "username": "reader",
                             "access": {"user": {"library": True, "write": True}}}, {}
        match = re.match(r"^((?:users|groups)/\d+)(?:/(.*))?$", path)
        library = self.zotero.libraries.get(match[1]) if match else None
        if library is None:
            raise Refusal(404, "Not found")
        if match[2] is None:
            return 200, {"id": 1, "data": {"name": library.name}}, {}
        return self.library(library, match[2])

    def library(self, library, path):
        parts = path.rstrip("/").split("/")
        if self.command == "GET":
            return self.read(library, parts)
        if not library.editable:
            raise Refusal(403, "Write access denied")
        if self.command == "POST" and parts in (["items"], ["collections"]):
            return self.write(library, parts[0])
        if self.command == "POST" and len(parts) == 3 and parts[2] == "file":
            return self.file(library, parts[1])
        if self.command == "DELETE" and len(parts) == 2:
            return self.delete(library, parts)
        raise Refusal(405, "Method not allowed for this path")

    def read(self, library, parts):
        kind = parts[0]
        pool = library.items if kind == "items" else library.collections
        if kind == "collections" and len(parts) >= 3 and parts[2] == "items":
            found = [one for one in library.items.values()
                     if parts[1] in one.get("collections", [])
                     or parts[1] in library.items.get(one.get("parentItem"), {}).get("collections", [])]
            if parts[3:] == ["top"]:
                found = [one for one in found if "parentItem" not in one]
        elif len(parts) == 1:
            found = list(pool.values())
        elif parts[1] == "top":
            found = [one for one in pool.values() if "parentItem" not in one]
        elif len(parts) == 2:
            if parts[1] not in pool:
                raise Refusal(404, "Not found")
            one = library.shown(pool[parts[1]])
            return 200, one, {"Last-Modified-Version": one["version"]}
        elif parts[2] == "children":
            found = library.children(parts[1])
        else:
            raise Refusal(404, "Not found")
        return self.listed(library, found, kind == "collections" and "items" not in parts)

    def listed(self, library, found, collections):
        query = self.query
        if query.get("includeTrashed") != "1" or collections:
            found = [one for one in found if not one.get("deleted")]
        if "itemKey" in query:
            keys = query["itemKey"].split(",")
            if len(keys) > MOST:
                raise Refusal(413, "Too many keys")
            found = [one for one in found if one["key"] in keys]
        if "since" in query and int(query["since"]):
            found = [one for one in found if one["version"] > int(query["since"])]
        if query.get("sort") == "dateAdded":
            found = sorted(found, key=lambda one: one.get("dateAdded", ""))
        headers = {"Last-Modified-Version": library.version, "Total-Results": len(found)}
        start, limit = int(query.get("start", 0)), int(query.get("limit", 0))
        if query.get("format") == "versions":
            return 200, {one["key"]: one["version"] for one in found}, headers
        if self.zotero.web:
            limit = min(limit or 25, 100)
        found = found[start:start + limit] if limit else found[start:]
        counts = library.child_counts() if len(found) > 50 else None
        return 200, [library.shown(one, counts) for one in found], headers

    # writing
    def write(self, library, kind):
        token = self.headers.get("Zotero-Write-Token")
        if token is not None:
            if not 5 <= len(token) <= 32:
                raise Refusal(400, "Write token must be 5-32 characters in length")
            if token in self.zotero.tokens:
                raise Refusal(412, "Write token already used")
        objects = json.loads(self.body)
        if not isinstance(objects, list) or not objects:
            raise Refusal(400, "Uploaded data must be a JSON array")
        if len(objects) > MOST:
            raise Refusal(413, f"Cannot add more than {MOST} {kind} at a time")
        since = self.headers.get("If-Unmodified-Since-Version")
        if since is not None and library.version > int(since):
            raise Refusal(412, f"Library has been modified since specified version (expected {since})")
        unkeyed = any("key" not in one for one in objects if isinstance(one, dict))
        if unkeyed and token is None and since is None:
            raise Refusal(428, "neither a write token nor a version for objects without keys")
        done = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        for index, one in enumerate(objects):
            try:
                shown, changed = self.write_one(library, kind, one)
                if changed:
                    done["successful"][str(index)] = shown
                    done["success"][str(index)] = shown["key"]
                else:
                    done["unchanged"][str(index)] = shown["key"]
            except Refusal as refusal:
                done["failed"][str(index)] = {"key": one.get("key", ""), "code": refusal.status,
                                              "message": refusal.message}
        if token is not None:
            self.zotero.tokens.add(token)
        return 200, done, {"Last-Modified-Version": library.version}

    def write_one(self, library, kind, one):
        pool = library.items if kind == "items" else library.collections
        key = one.get("key")
        if key is not None:
            if not KEY.match(key):
                raise Refusal(400, f"'{key}' is not a valid key")
            if "version" not in one:
                raise Refusal(428, "Either If-Unmodified-Since-Version or 'version' property must be provided")
            if key in pool:
                return self.update(library, kind, pool, one)
            if one["version"] > 0:
                raise Refusal(404, f"{kind[:-1]} doesn't exist")
            if not self.zotero.web:
                raise Refusal(400, f"'primaryData' not loaded for item (null/1/{key})")
        data = {name: value for name, value in one.items() if value not in ("", None)}
        self.check(library, kind, data)
        library.version += 1
        key = key or library.new_key()
        base = {"key": key, "version": library.version}
        if kind == "items":
            base.update({"itemType": data["itemType"], "tags": [], "relations": {}, "dateAdded": now(), "dateModified": now()})
            if "parentItem" not in data:
                base.update({"creators": [], "collections": []})
        pool[key] = {**base, **data, "key": key, "version": library.version}
        if kind == "collections":
            pool[key].setdefault("parentCollection", False)
        return library.shown(pool[key]), True

    def update(self, library, kind, pool, one):
        here = pool[one["key"]]
        if one["version"] != here["version"]:
            raise Refusal(412, f"{kind[:-1]} version mismatch: expected {one['version']}, found {here['version']}")
        merged = {**here, **one}
        self.check(library, kind, merged)
        if all(here.get(name) == value for name, value in one.items()):
            return library.shown(here), False
        library.version += 1
        pool[one["key"]] = {**merged, "version": library.version, "dateModified": now()}
        return library.shown(pool[one["key"]]), True

    def check(self, library, kind, data):
        if kind == "collections":
            if not str(data.get("name", "")).strip():
                raise Refusal(400, "Collection name cannot be empty")
            parent = data.get("parentCollection")
            if parent and parent not in library.collections:
                raise Refusal(409, f"Parent collection {parent} doesn't exist")
            return
        fields = FIELDS.get(data.get("itemType"))
        if fields is None:
            raise Refusal(400, f"Unknown itemType '{data.get('itemType')}'")
        for name in data:
            if name not in fields and name not in COMMON:
                raise Refusal(400, f"'{name}' is not a valid field for type '{data['itemType']}'")
        if self.zotero.reject and self.zotero.reject in data.get("title", ""):
            raise Refusal(400, "this title is refused")
        child = data["itemType"] in NO_COLLECTIONS_IN_CHILDREN
        parent = data.get("parentItem")
        if parent and not child:
            raise Refusal(400, "only notes and attachments have parents")
        if parent and parent not in library.items:
            raise Refusal(409, f"Parent item {parent} doesn't exist")
        if parent and data.get("collections"):
            raise Refusal(400, "Child items cannot be assigned to collections")
        for key in data.get("collections", []):
            if key not in library.collections:
                raise Refusal(409, f"Collection {key} doesn't exist")
        for tag in data.get("tags", []):
            if not isinstance(tag, dict) or not tag.get("tag") or set(tag) - {"tag", "type"} or len(tag["tag"]) > 255:
                raise Refusal(400, "a tag is not valid")
        for creator in data.get("creators", []):
            if set(creator) not in ({"creatorType", "name"}, {"creatorType", "firstName", "lastName"}):
                raise Refusal(400, "a creator is not valid")
        if len(data.get("note", "")) > 500000:
            raise Refusal(413, "Note is too long")
        if data["itemType"] == "attachment" and data.get("linkMode") not in ("linked_url", "imported_url", "imported_file"):
            raise Refusal(400, "linkMode is not valid")

    def delete(self, library, parts):
        pool = library.items if parts[0] == "items" else library.collections
        since = self.headers.get("If-Unmodified-Since-Version")
        if since is None:
            raise Refusal(428, "If-Unmodified-Since-Version not provided")
        if parts[1] not in pool:
            raise Refusal(404, "Not found")
        if pool[parts[1]]["version"] > int(since):
            raise Refusal(412, "item has been modified since specified version")
        library.erase(parts[1])
        return 204, "", {"Last-Modified-Version": library.version}

    # files, in three steps
    def file(self, library, key):
        item = library.items.get(key)
        if item is None:
            raise Refusal(404, "Not found")
        if not library.files_editable:
            raise Refusal(403, "File editing denied")
        if self.headers.get("If-None-Match") != "*":
            raise Refusal(428, "If-Match/If-None-Match header not provided")
        form = {name: values[-1] for name, values in parse_qs(self.body.decode()).items()}
        if "upload" in form:
            return self.register(library, item, form["upload"])
        if "md5" in item:
            raise Refusal(412, "If-None-Match: * set but file exists")
        if not re.match(r"^[a-f0-9]{32}$", form.get("md5", "")) or "/" in form.get("filename", "/"):
            raise Refusal(400, "MD5 hash or file name not provided")
        if int(form["mtime"]) < 10000000000:
            raise Refusal(400, "mtime must be provided in milliseconds, not seconds")
        if library.quota is not None and int(form["filesize"]) > library.quota:
            raise Refusal(413, "File would exceed quota", {"Zotero-Storage-Quota": 300})
        ticket = library.new_key() * 4
        self.zotero.uploads[ticket] = {**form, "item": item["key"], "bytes": None}
        path = f"/{'local-storage' if self.zotero.web else 'api/local/uploads'}/{ticket}"
        return 200, {"url": self.zotero.url + path, "uploadKey": ticket, "contentType": "application/pdf",
                     "prefix": "", "suffix": ""}, {}

    def take_upload(self, ticket):
        upload = self.zotero.uploads.get(ticket)
        if upload is None:
            raise Refusal(404, "Not found")
        if "Zotero-API-Key" in self.headers:
            raise Refusal(400, "the key goes nowhere but to Zotero")
        if hashlib.md5(self.body).hexdigest() != upload["md5"] or len(self.body) != int(upload["filesize"]):
            raise Refusal(400, "MD5 mismatch")
        upload["bytes"] = self.body
        return 201, "", {}

    def register(self, library, item, ticket):
        upload = self.zotero.uploads.get(ticket)
        if upload is None or upload["item"] != item["key"] or upload["bytes"] is None:
            raise Refusal(400, "File contents were not uploaded")
        library.files[item["key"]] = upload["bytes"]
        library.change_item(item["key"], md5=upload["md5"], mtime=int(upload["mtime"]), filename=upload["filename"])
        return 204, "", {"Last-Modified-Version": library.version}
