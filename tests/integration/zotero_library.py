"""The libraries of the tests' Zotero: items, collections and files with their versions, what Zotero's schema
allows, and the faults that a test plans.
"""
import collections
import random
import re
import time

MOST = 50
PREPRINT = ("title abstractNote genre repository archiveID place date series seriesNumber DOI citationKey url accessDate "
            "archive archiveLocation shortTitle language libraryCatalog callNumber rights extra").split()
ARTICLE = ("title abstractNote publicationTitle publisher place date volume issue section partNumber partTitle pages "
           "series seriesTitle seriesText journalAbbreviation DOI citationKey url accessDate PMID PMCID ISSN archive "
           "archiveLocation shortTitle language libraryCatalog callNumber rights extra").split()
FIELDS = {"preprint": PREPRINT, "journalArticle": ARTICLE, "note": ["note"],
          "attachment": "linkMode title url contentType charset filename md5 mtime accessDate note path".split()}
COMMON = ("itemType key version creators tags collections relations parentItem deleted dateAdded dateModified "
          "inPublications").split()
NO_COLLECTIONS_IN_CHILDREN = ("note", "attachment")
KEY = re.compile(r"^[23456789A-NP-Z]{8}$")
ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Refusal(Exception):
    def __init__(self, status, message, headers=None):
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers or {}


class Library:
    def __init__(self, prefix, name="My Library"):
        self.prefix, self.name = prefix, name
        self.items, self.collections, self.files = {}, {}, {}
        self.version = 0
        self.editable = self.files_editable = True
        self.quota = None  # bytes; None: without end

    def new_key(self):
        while True:
            key = "".join(random.choice(ALPHABET) for _ in range(8))
            if key not in self.items and key not in self.collections:
                return key

    def add_item(self, **data):
        """An item of the reader's own; gives its key."""
        self.version += 1
        key = data.pop("key", None) or self.new_key()
        full = {"key": key, "version": self.version, "itemType": "preprint", "creators": [], "tags": [],
                "collections": [], "relations": {}, "dateAdded": now(), "dateModified": now(), **data}
        full["version"] = self.version
        self.items[key] = full
        return key

    def change_item(self, key, **data):
        self.version += 1
        self.items[key].update(data, version=self.version)

    def erase(self, key):
        self.version += 1
        del self.items[key]

    def add_collection(self, name, parent=False, **more):
        self.version += 1
        key = self.new_key()
        self.collections[key] = {"key": key, "version": self.version, "name": name, "parentCollection": parent,
                                 "relations": {}, **more}
        return key

    # looks for tests
    def top(self):
        return [item for item in self.items.values() if "parentItem" not in item]

    def child_counts(self):
        return collections.Counter(item.get("parentItem") for item in self.items.values())

    def children(self, key, kind=None):
        return [item for item in self.items.values()
                if item.get("parentItem") == key and kind in (None, item["itemType"])]

    def shown(self, data, counts=None):
        kind, number = self.prefix.split("/")
        user = int(number)
        meta = {}
        if "itemType" in data:
            if "parentItem" not in data:
                meta["numChildren"] = len(self.children(data["key"])) if counts is None else counts[data["key"]]
        return {"key": data["key"], "version": data["version"],
                "library": {"type": kind[:-1], "id": user, "name": self.name}, "links": {}, "meta": meta, "data": dict(data)}


class Fault:
    """What happens to the n-th request that fits: `kind` is a status, or 'drop_before', 'drop_after' (done, but
    the answer is lost), 'cut' (half an answer), 'garbage'; or only headers on a good answer ('headers')."""

    def __init__(self, kind, method="", path="", nth=1, times=1, headers=None, body="", after=None):
        self.kind, self.method, self.path = kind, method, re.compile(path)
        self.nth, self.times, self.headers, self.body, self.after = nth, times, headers or {}, body, after
        self.seen = self.hits = 0

    def fits(self, method, path):
        if (self.method and self.method != method) or not self.path.search(path):
            return False
        self.seen += 1
        if self.seen < self.nth or self.hits >= self.times:
            return False
        self.hits += 1
        return True
