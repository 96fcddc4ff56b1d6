"""The documents of a folder and what is tagged in them, in one SQLite file that can be thrown away.

It answers what comes next without opening a document: least certain first, by kind, by entity. What it says
is taken from the TEI files and made again where one of them has another size or time; nothing is kept in it
alone.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.errors import TeiToolsError

if TYPE_CHECKING:
    from tei_tools.reviewing import Proposal

SUFFIXES = (".xml", ".tei")
LARGEST = 200_000_000
# The least certain first; a tag that does not say how sure it is stands between medium and high.
RANKS = {"low": 0, "unknown": 1, "medium": 2, "": 3, "high": 4}
_FORM = "3"
_TABLES = """
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY, path TEXT UNIQUE, size INTEGER, changed INTEGER, characters INTEGER,
        text BLOB, fault TEXT);
    CREATE TABLE tags (
        document INTEGER, start INTEGER, end INTEGER, element TEXT, exact TEXT, ref TEXT, cert TEXT,
        rank INTEGER, decided TEXT);
    CREATE INDEX open_tags ON tags (decided, rank, document, start);
    CREATE INDEX kind_tags ON tags (decided, element, rank, document, start);
    CREATE INDEX same_tags ON tags (element, ref, exact);
    CREATE INDEX document_tags ON tags (document, start);
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A tag as the queue names it: its document's path below the folder, where it stands, what it is."""

    path: str
    start: int
    end: int
    element: str
    exact: str
    ref: str
    cert: str
    decided: str


class Shelf:
    """The documents below a folder; safe to use from several threads."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._base = _opened(folder, cache)

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._base.close()

    def paths(self) -> Iterator[str]:
        """The TEI files below the folder, by name, as POSIX paths; what a link leads out of it is not."""
        for path in sorted(_files(self.folder)):
            yield path.relative_to(self.folder).as_posix()

    def refresh(self) -> Iterator[tuple[str, str | None]]:
        """Read every file that is new or another than before; gives each with what is wrong with it."""
        with self._lock:
            known = {
                path: (size, changed)
                for path, size, changed in self._base.execute("SELECT path, size, changed FROM documents")
            }
        there = set()
        for path in self.paths():
            there.add(path)
            try:
                state = (self.folder / path).stat()
            except OSError:
                continue
            if known.get(path) != (state.st_size, state.st_mtime_ns):
                yield path, self.read(path)
        with self._lock, self._base:
            for path in known.keys() - there:
                self._forget(path)

    def read(self, path: str) -> str | None:
        """Read one file anew; gives why it cannot be read, or ``None``."""
        from tei_tools.parsing import parse
        from tei_tools.reviewing._proposals import found

        file = self.folder / path
        fault, text, proposals, state = None, "", [], None
        try:
            state = file.stat()
            if state.st_size > LARGEST:
                raise OSError(f"is larger than {LARGEST:,} bytes")
            plain, pairs = found(parse(file.read_bytes(), path))
            text, proposals = plain.text, [proposal for _, proposal in pairs]
        except TeiToolsError as why:
            fault = str(why)
        except OSError as why:
            fault = f"{path}: {why.strerror or why}"
        self.enter(path, (state.st_size, state.st_mtime_ns) if state else (-1, -1), text, proposals, fault)
        return fault

    def enter(
        self,
        path: str,
        state: tuple[int, int],
        text: str,
        proposals: Iterable[Proposal],
        fault: str | None = None,
    ) -> None:
        """Let this be what is known of a document."""
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        with self._lock, self._base:
            self._forget(path)
            number = self._base.execute(
                "INSERT INTO documents (path, size, changed, characters, text, fault)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (path, *state, len(text), packed, fault),
            ).lastrowid
            self._base.executemany(
                "INSERT INTO tags VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(number, proposal) for proposal in proposals],
            )

    def put(self, path: str, before: Proposal | None, after: Proposal | None) -> None:
        """Let one tag of a document be another, be gone, or be there."""
        with self._lock, self._base:
            number = self._number(path)
            if number is None:
                return
            if before is not None:
                self._base.execute(
                    "DELETE FROM tags WHERE rowid = (SELECT rowid FROM tags WHERE document = ? AND start = ?"
                    " AND end = ? AND element = ? LIMIT 1)",
                    (number, before.start, before.end, before.element),
                )
            if after is not None:
                self._base.execute("INSERT INTO tags VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(number, after))

    def queue(
        self,
        *,
        order: str = "cert",
        element: str | None = None,
        ref: str | None = None,
        exact: str | None = None,
        path: str | None = None,
        decided: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Listed]:
        """Tags that wait (or are decided): ``cert`` the least certain first, ``document`` as they stand."""
        where, values = self._where(element, ref, exact, path, decided=decided)
        by = "rank, documents.path, start, end DESC" if order == "cert" else "documents.path, start, end DESC"
        return self._listed(f"{where} ORDER BY {by} LIMIT ? OFFSET ?", (*values, limit, offset))

    def counts(self) -> dict[str, Any]:
        """How many tags wait, by kind and certainty; how many are decided; documents, and those at fault."""
        with self._lock:
            rows = self._base.execute(
                "SELECT element, cert, decided <> '', COUNT(*) FROM tags GROUP BY 1, 2, 3"
            ).fetchall()
            documents, faults = self._base.execute("SELECT COUNT(*), COUNT(fault) FROM documents").fetchone()
        kinds: dict[str, dict[str, int]] = {}
        for element, cert, decided, count in rows:
            kind = kinds.setdefault(element, {"open": 0, "decided": 0})
            kind["decided" if decided else "open"] += count
            if not decided:
                kind[cert or "none"] = kind.get(cert or "none", 0) + count
        return {"documents": documents, "faults": faults, "kinds": kinds}

    def entities(self, element: str | None = None, limit: int = 200) -> list[tuple[str, str, str, int, int]]:
        """Who is named: element, ``@ref``, the most used words, mentions that wait, mentions; most first."""
        where, values = ("WHERE element = ?", (element,)) if element else ("", ())
        with self._lock:
            return self._base.execute(
                f"SELECT element, ref, exact, SUM(decided = ''), COUNT(*) AS named FROM tags {where}"
                " GROUP BY element, CASE WHEN ref = '' THEN exact ELSE ref END"
                " ORDER BY SUM(decided = '') DESC, named DESC, exact LIMIT ?",
                (*values, limit),
            ).fetchall()

    def search(self, words: str, limit: int = 40) -> list[tuple[str, str, str, str, int]]:
        """What is named like this: element, ``@ref``, words, one document, how often."""
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        with self._lock:
            return self._base.execute(
                "SELECT element, ref, exact, MIN(path), COUNT(*) FROM tags"
                " JOIN documents ON documents.id = document"
                " WHERE ref <> '' AND (exact LIKE ? ESCAPE '\\' OR ref LIKE ? ESCAPE '\\')"
                " GROUP BY element, ref, exact ORDER BY COUNT(*) DESC, exact LIMIT ?",
                (like, like, limit),
            ).fetchall()

    def texts(self) -> Iterator[tuple[str, str]]:
        """The path and the plain text of every document that can be read."""
        with self._lock:
            rows = self._base.execute("SELECT id FROM documents WHERE fault IS NULL ORDER BY path").fetchall()
        for (number,) in rows:
            with self._lock:
                row = self._base.execute(
                    "SELECT path, text FROM documents WHERE id = ?", (number,)
                ).fetchone()
            if row is not None:
                yield row[0], zlib.decompress(row[1]).decode("utf-8", "surrogatepass")

    def spans(self, path: str) -> list[tuple[int, int, str]]:
        """Where the tags of a document stand."""
        with self._lock:
            return self._base.execute(
                "SELECT start, end, element FROM tags JOIN documents ON documents.id = document"
                " WHERE path = ? ORDER BY start, end DESC",
                (path,),
            ).fetchall()

    def faults(self) -> list[tuple[str, str]]:
        """The documents that cannot be read, and why."""
        with self._lock:
            return self._base.execute(
                "SELECT path, fault FROM documents WHERE fault IS NOT NULL ORDER BY path"
            ).fetchall()

    def _where(
        self, element: str | None, ref: str | None, exact: str | None, path: str | None, *, decided: bool
    ) -> tuple[str, tuple[Any, ...]]:
        conditions, values = ["decided <> ''" if decided else "decided = ''"], []
        for column, value in (("element", element), ("ref", ref), ("exact", exact), ("path", path)):
            if value is not None:
                conditions.append(f"{column} = ?")
                values.append(value)
        return " AND ".join(conditions), tuple(values)

    def _listed(self, rest: str, values: tuple[Any, ...]) -> list[Listed]:
        with self._lock:
            rows = self._base.execute(
                "SELECT path, start, end, element, exact, ref, tags.cert, decided FROM tags"
                f" JOIN documents ON documents.id = document WHERE {rest}",
                values,
            ).fetchall()
        return [Listed(*row) for row in rows]

    def _number(self, path: str) -> int | None:
        row = self._base.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def _forget(self, path: str) -> None:
        number = self._number(path)
        if number is not None:
            self._base.execute("DELETE FROM tags WHERE document = ?", (number,))
            self._base.execute("DELETE FROM documents WHERE id = ?", (number,))


def _row(number: int | None, proposal: Proposal) -> tuple[Any, ...]:
    ref = proposal.get("ref") or proposal.get("key") or proposal.get("who")
    return (
        number,
        proposal.start,
        proposal.end,
        proposal.element,
        proposal.exact[:200],
        ref,
        proposal.cert,
        RANKS.get(proposal.cert, RANKS[""]),
        proposal.by,
    )


def _files(folder: Path) -> Iterator[Path]:
    """The TEI files below a folder; folders whose name begins with a dot, and links, are not entered."""
    import os

    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(above, name)
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and not path.is_symlink():
                yield path


def _opened(folder: Path, cache: Path | None) -> sqlite3.Connection:
    """The file of this folder in the cache, made anew where it is of another form or broken."""
    if cache is not None:
        name = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        file = cache / "review" / f"{name}.sqlite"
        for _ in range(2):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                base = sqlite3.connect(file, check_same_thread=False, timeout=10)
                base.execute("PRAGMA journal_mode = WAL")
                base.execute("PRAGMA synchronous = OFF")
                if _prepared(base):
                    return base
                base.close()
                file.unlink(missing_ok=True)
            except (sqlite3.Error, OSError):
                try:
                    file.unlink(missing_ok=True)
                except OSError:
                    break
    base = sqlite3.connect(":memory:", check_same_thread=False)
    _prepared(base)
    return base


def _prepared(base: sqlite3.Connection) -> bool:
    there = base.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'about'").fetchone()[0]
    if there:
        row = base.execute("SELECT value FROM about WHERE name = 'form'").fetchone()
        return bool(row == (_FORM,))
    with base:
        base.executescript(_TABLES)
        base.execute("INSERT INTO about VALUES ('form', ?)", (_FORM,))
    return True
