"""libsheaf for Python: a module of one file over the C interface, with the standard library alone.

    with Sheaf("papers.db") as sheaf:
        today = sheaf.digest({"categories": ["cs.CL"], "keywords": ["retrieval"]})
        for entry in today:
            print(entry.score, entry.paper.title, entry.summary.tldr)

All work is done by jobs: an op's name and JSON in, JSON out (`Sheaf.ops()` lists them). A Job can be
waited for, iterated for its progress, or awaited:

    for progress in (job := sheaf.start("harvest", set="cs")):    # ... or: await job
        print(progress.stage, progress.done)
    print(job.result())

The library is $SHEAF_LIBRARY, else one that lies beside this file, else what the system finds.
A Sheaf and its Jobs may be used from several threads; closing one while another uses it may not.
"""
from __future__ import annotations

import asyncio
import ctypes
import ctypes.util
import json
import os
import pathlib
import weakref
from dataclasses import dataclass
from typing import Any, Callable, Dict, Generator, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

__all__ = ["Sheaf", "Job", "Digest", "Entry", "Paper", "Score", "Summary", "Source", "Progress", "SheafError",
           "Cancelled", "InvalidArgument", "NetworkProblem", "NotFound", "RateLimited"]

ABI = 1
Json = Dict[str, Any]
Profile = Union[str, Mapping[str, Any], None]   # JSON text (comments allowed) or what becomes it

_OK, _TIMEOUT = 0, 1
_NAMES = ("libsheaf.so.1", "libsheaf.so", "libsheaf.1.dylib", "libsheaf.dylib", "sheaf.dll")


class SheafError(Exception):
    """A call that failed; `name` is the status as sheaf.h spells it."""

    def __init__(self, name: str, message: str, http_status: int = 0, retry_after: Optional[float] = None):
        super().__init__(message or name)
        self.name = name
        self.http_status = http_status   #: of the server, or 0
        self.retry_after = retry_after   #: seconds the server asks to wait, or None


class Cancelled(SheafError):
    """The job was cancelled."""


class InvalidArgument(SheafError, ValueError):
    """An argument or a profile that cannot be used; the message names the place."""


class NetworkProblem(SheafError, ConnectionError):
    """No connection, or the server answered with an error."""


class RateLimited(NetworkProblem):
    """The server asks to wait: see retry_after."""


class NotFound(SheafError, LookupError):
    """Nothing of that name, id or day."""


_CLASSES = {"SHEAF_E_CANCELLED": Cancelled, "SHEAF_E_INVALID": InvalidArgument, "SHEAF_E_NETWORK": NetworkProblem,
            "SHEAF_E_HTTP": NetworkProblem, "SHEAF_E_RATE_LIMIT": RateLimited, "SHEAF_E_NOT_FOUND": NotFound}


# ---- the C interface -------------------------------------------------------------------------------

class _Config(ctypes.Structure):
    _fields_ = ([("struct_size", ctypes.c_size_t)]
                + [(name, ctypes.c_char_p) for name in ("store_path", "user_agent", "contact_email",
                                                        "rss_base_url", "api_base_url")]
                + [(name, ctypes.c_int32) for name in ("min_interval_ms", "timeout_ms", "max_retries", "reserved")]
                + [(name, ctypes.c_void_p) for name in ("log_fn", "log_user_data", "http_fn", "http_user_data")])


class _Progress(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("stage", ctypes.c_char_p), ("done", ctypes.c_uint64),
                ("total", ctypes.c_uint64), ("waiting_ms", ctypes.c_int64)]


def _prototypes() -> Dict[str, tuple]:
    pointer, text, status = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32
    out = ctypes.POINTER(pointer)
    return {"version": (text,), "abi_version": (ctypes.c_uint32,), "status_name": (text, status),
            "error_message": (text, pointer), "error_http_status": (ctypes.c_int, pointer),
            "error_retry_after_ms": (ctypes.c_int64, pointer), "error_free": (None, pointer),
            "text_data": (pointer, pointer), "text_size": (ctypes.c_size_t, pointer), "text_free": (None, pointer),
            "open": (status, ctypes.POINTER(_Config), out, out), "close": (None, pointer),
            "ops_to_json": (status, out, out),
            "job_start": (status, pointer, text, text, out, out), "job_wait": (status, pointer, ctypes.c_int32),
            "job_progress": (status, pointer, ctypes.POINTER(_Progress)), "job_cancel": (None, pointer),
            "job_result": (status, pointer, out, out), "job_free": (None, pointer)}


def _candidates() -> Iterator[str]:
    if "SHEAF_LIBRARY" in os.environ:
        yield os.environ["SHEAF_LIBRARY"]
        return
    beside = pathlib.Path(__file__).resolve().parent
    yield from (str(beside / name) for name in _NAMES if (beside / name).exists())
    found = ctypes.util.find_library("sheaf")
    if found:
        yield found
    yield _NAMES[0]   # where the loader looks, LD_LIBRARY_PATH too


class _Library:
    """libsheaf with its functions typed, without their prefix: `library.job_wait(...)`."""

    def __init__(self, path: Optional[str] = None):
        self._handle = self._load(path)
        for name, (result, *arguments) in _prototypes().items():
            function = getattr(self._handle, "sheaf_" + name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)
        if self.abi_version() != ABI:
            raise ImportError(f"libsheaf speaks interface {self.abi_version()}, this module {ABI}")

    @staticmethod
    def _load(path: Optional[str]) -> ctypes.CDLL:
        problems = []
        for name in [path] if path else _candidates():
            try:
                return ctypes.CDLL(name)
            except OSError as error:
                problems.append(str(error))
        raise ImportError("libsheaf was not found; set SHEAF_LIBRARY to its path (" + "; ".join(problems) + ")")

    def check(self, call: Callable[[Any], int]) -> None:
        """Runs `call(&err)` and raises what it says."""
        err = ctypes.c_void_p()
        status = call(ctypes.byref(err))
        if status == _OK:
            return
        try:
            name = self.status_name(status).decode()
            if name == "SHEAF_E_NOMEM":
                raise MemoryError(name)
            wait = self.error_retry_after_ms(err)
            raise _CLASSES.get(name, SheafError)(name, self.error_message(err).decode("utf-8", "replace"),
                                                 self.error_http_status(err), wait / 1000 if wait >= 0 else None)
        finally:
            self.error_free(err)

    def take_text(self, text: ctypes.c_void_p) -> str:
        try:
            return ctypes.string_at(self.text_data(text), self.text_size(text)).decode("utf-8")
        finally:
            self.text_free(text)


# ---- what comes out of a digest --------------------------------------------------------------------

class _Record:
    """Members of a JSON object as attributes; None where it has none. `json` is the object."""

    __slots__ = ("json",)

    def __init__(self, json: Json):
        self.json = json

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.json.get(name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.json!r})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.json == other.json  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]


class Paper(_Record):
    """id, version, title, abstract, categories, published, abs_url, pdf_url, doi, citation_key, ..."""

    @property
    def authors(self) -> List[str]:
        return [author["name"] for author in self.json.get("authors", [])]


class Summary(_Record):
    """tldr, motivation, method, result, conclusion, contributions, tags, mindmap, provider, language, ..."""


class Score(_Record):
    """value, reason, and what carried it."""


class Source(_Record):
    """name, status ("ok", "empty", "stale", "partial", "failed", "waiting"), detail, papers."""


class Entry(_Record):
    """One paper of a digest, with its score and summary."""

    @property
    def paper(self) -> Paper:
        return Paper(self.json["paper"])

    @property
    def summary(self) -> Summary:
        return Summary(self.json.get("summary") or {})

    @property
    def score(self) -> float:
        return (self.json.get("score") or {}).get("value", 0.0)

    @property
    def reason(self) -> str:
        return (self.json.get("score") or {}).get("reason", "")

    @property
    def announced(self) -> str:
        """"new", "cross", "replace" or "replace-cross"."""
        return (self.json.get("announcement") or {}).get("type", "new")


class Digest(Sequence[Entry]):
    """The day of one profile: a sequence of entries, best first. `json` as dist/schema describes it."""

    def __init__(self, json: Json):
        self.json = json
        self._entries = [Entry(entry) for entry in json["entries"]]

    day = property(lambda self: self.json["day"], doc="the announcement day, \"2026-04-17\"")
    profile = property(lambda self: self.json.get("profile", ""), doc="the profile's name")
    is_sample = property(lambda self: bool(self.json.get("sample")), doc="whether its papers are invented")

    @property
    def sources(self) -> List[Source]:
        """How each source did: a digest is whole when all are "ok" or "empty"."""
        return [Source(source) for source in self.json["sources"]]

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._entries[index]

    def __repr__(self) -> str:
        return f"<Digest of {self.day}: {len(self)} papers>"


# ---- jobs and the store ----------------------------------------------------------------------------

@dataclass(frozen=True)
class Progress:
    stage: str       #: "fetch", "score", "summarize", "write"
    done: int
    total: int       #: 0: not known
    waiting: float   #: seconds it holds back for the rate limit


class Job:
    """A piece of work on a thread of the library's. Dropping it cancels it."""

    def __init__(self, library: _Library, context: ctypes.c_void_p, op: str, arguments: Mapping[str, Any]):
        self.op = op
        self._library, self._handle = library, ctypes.c_void_p()
        text = json.dumps({key: value for key, value in arguments.items() if value is not None})
        library.check(lambda err: library.job_start(context, op.encode(), text.encode(),
                                                    ctypes.byref(self._handle), err))
        self._free = weakref.finalize(self, library.job_free, self._handle)

    def done(self) -> bool:
        """Whether it ended, well or not."""
        return self.wait(0)

    def wait(self, timeout: Optional[float] = None) -> bool:
        """Waits so many seconds (None: until it ends); whether it ended. Ctrl-C comes through."""
        left = -1 if timeout is None else max(0, round(timeout * 1000))
        while True:
            step = 100 if left < 0 else min(left, 100)
            status = self._library.job_wait(self._handle, step)
            if status != _TIMEOUT:
                self._library.check(lambda _err: status)
                return True
            if left >= 0:
                left -= step
                if left <= 0:
                    return False

    def progress(self) -> Progress:
        """Where it is."""
        now = _Progress(struct_size=ctypes.sizeof(_Progress))
        self._library.check(lambda _err: self._library.job_progress(self._handle, ctypes.byref(now)))
        return Progress((now.stage or b"").decode(), now.done, now.total, now.waiting_ms / 1000)

    def cancel(self) -> None:
        """It ends soon after; result() then raises Cancelled."""
        self._library.job_cancel(self._handle)

    def result(self) -> Json:
        """Waits, and gives the result or raises the job's error. May be asked again."""
        self.wait()
        text = ctypes.c_void_p()
        self._library.check(lambda err: self._library.job_result(self._handle, ctypes.byref(text), err))
        return json.loads(self._library.take_text(text))

    def __iter__(self) -> Iterator[Progress]:
        """Its progress whenever that changes, until it ends."""
        last = None
        while True:
            ended = self.wait(0.05)
            now = self.progress()
            if now != last:
                last = now
                yield now
            if ended:
                return

    async def _ended(self) -> Json:
        try:
            while not self.done():
                await asyncio.sleep(0.02)
        except asyncio.CancelledError:
            self.cancel()
            raise
        return self.result()

    def __await__(self) -> Generator[Any, None, Json]:
        return self._ended().__await__()


class Sheaf:
    """An open store. `path` is its file; None keeps everything in memory."""

    def __init__(self, path: Union[str, "os.PathLike[str]", None] = None, *, library: Optional[str] = None,
                 contact: Optional[str] = None, user_agent: Optional[str] = None):
        def encoded(text: Optional[str]) -> Optional[bytes]:
            return None if text is None else text.encode("utf-8")

        self._library, self._context = _Library(library), ctypes.c_void_p()
        config = _Config(struct_size=ctypes.sizeof(_Config), contact_email=encoded(contact),
                         store_path=None if path is None else os.fsencode(path), user_agent=encoded(user_agent))
        self._library.check(lambda err: self._library.open(ctypes.byref(config), ctypes.byref(self._context), err))
        self._close = weakref.finalize(self, self._library.close, self._context)

    def close(self) -> None:
        """Cancels jobs that run and closes the store. Again it does nothing."""
        self._close()

    def __enter__(self) -> "Sheaf":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def version(self) -> str:
        return self._library.version().decode()

    def ops(self) -> List[Json]:
        """Every op with its arguments and result, in words."""
        text = ctypes.c_void_p()
        self._library.check(lambda err: self._library.ops_to_json(ctypes.byref(text), err))
        return json.loads(self._library.take_text(text))

    def start(self, op: str, **arguments: Any) -> Job:
        """Starts an op. Arguments that are None are left out."""
        if not self._close.alive:
            raise InvalidArgument("SHEAF_E_INVALID", "this Sheaf was closed")
        return Job(self._library, self._context, op, arguments)

    def run(self, op: str, *, on_progress: Optional[Callable[[Progress], None]] = None, **arguments: Any) -> Json:
        """Runs an op to its end; what `on_progress` raises (or Ctrl-C) cancels it."""
        job = self.start(op, **arguments)
        try:
            for progress in job if on_progress else ():
                on_progress(progress)  # type: ignore[misc]
            return job.result()
        except BaseException:
            job.cancel()
            raise

    def digest(self, profile: Profile = None, *, day: Optional[str] = None, offline: bool = False,
               sample: bool = False, on_progress: Optional[Callable[[Progress], None]] = None,
               **arguments: Any) -> Digest:
        """The announcement day of a profile: fetched, scored, summarized. Look at its sources.

        `vault` and `bibtex` name what to write as well; see ops() for the other arguments.
        """
        result = self.run("digest", on_progress=on_progress, profile=profile, day=day, offline=offline or None,
                          sample=sample or None, **arguments)
        return Digest(result["digest"])

    def bibtex(self, digest: Digest) -> str:
        """Its papers as BibTeX."""
        return self.run("export", format="bibtex", digest=digest.json)["text"]

    def search(self, words: str, limit: int = 50) -> List[Paper]:
        """Papers in the store, best first."""
        return [Paper(paper) for paper in self.run("search", words=words, limit=limit)["papers"]]

    def summarize(self, papers: Iterable[Union[Paper, Json]], profile: Profile = None) -> List[Summary]:
        """One summary for each paper ("id", "title", "abstract"), in order."""
        given = [paper.json if isinstance(paper, Paper) else paper for paper in papers]
        return [Summary(one) for one in self.run("summarize", papers=given, profile=profile)["summaries"]]

    def rank(self, papers: Iterable[Union[Paper, Json]], profile: Profile = None, **arguments: Any) -> List[Score]:
        """Scores (id, score, reason, ...), best first; papers with an excluded word are left out."""
        given = [paper.json if isinstance(paper, Paper) else paper for paper in papers]
        return [Score(one) for one in self.run("rank", candidates=given, profile=profile, **arguments)["scores"]]

    def feedback(self, paper_id: str, kind: str) -> None:
        """What the reader thinks: "liked", "kept", "read", "dismissed", "trashed", "none"."""
        self.run("feedback", id=paper_id, kind=kind)
