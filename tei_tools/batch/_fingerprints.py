"""What each step depends on besides its input: the program's own parts, models, grammars, options.

A step's fingerprint is the digest of all of it. A room of the program counts by the bytes of its files, so
that a changed tagger redoes the encodings and nothing else, and a new release of what did not change redoes
nothing.
"""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools import rooms
from tei_tools.version import VERSION

if TYPE_CHECKING:
    from tei_tools.batch._plan import Plan

__all__ = ["Step", "plan_fingerprint", "steps", "tools"]

# The rooms and modules that a step's code is in.
_PARTS = {
    "encode": (
        "sources",
        "taggers",
        "identity",
        "encoding",
        "text",
        "decisions",
        "api.py",
        "encoded.py",
        "further.py",
        "_further_placing.py",
        "parsing.py",
    ),
    "validate": ("validation", "grammar", "text", "parsing.py"),
    "convert": ("records", "text", "parsing.py"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step of a plan: ``encode``, ``validate``, a format by name, or ``record`` (the reading alone); what
    it depends on, and the digest of that.
    """

    name: str
    depends: tuple[tuple[str, str], ...]
    fingerprint: str


def steps(plan: Plan) -> tuple[Step, ...]:
    """The steps that each input of the plan goes through, in their order."""
    from tei_tools.batch._formats import is_by_document

    found: list[Step] = []
    settings = plan.settings
    if plan.encode:
        header = dataclasses.replace(settings.header)
        authority = settings.encode.authority
        model = settings.encode.model or dict(settings.encode.options).get("names", {}).get("model")
        said = dataclasses.replace(settings.encode, authority=None, model=None)
        depends = {
            "options": _json(said, header, plan.encoded_on),
            "taggers": ",".join(settings.encode.taggers or rooms.names("taggers")),
            "code": _code("encode"),
            "plug-ins": _plugged_in("taggers", "sources"),
            "authority": file_digest(authority) if authority else "",
            **({"model": file_digest(Path(model))} if model else {}),
        }
        found.append(_step("encode", depends))
    if plan.validate:
        wanted = settings.validate
        schema = wanted.schema or "tei_tools"
        catalog = wanted.catalog
        depends = {
            "options": _json(
                schema if not Path(schema).is_file() else "", wanted.rules, wanted.local_entities
            ),
            "grammar": _grammar(schema),
            "catalog": file_digest(catalog) if catalog else "",
            "code": _code("validate"),
            "plug-ins": _plugged_in("validation"),
        }
        found.append(_step("validate", depends))
    for name in plan.formats:
        if is_by_document(name) or name == "csv":
            found.append(_step(name, format_depends(plan, name)))
    collected = [name for name in plan.formats if name != "csv" and not is_by_document(name)]
    if collected or {"graph", "register"} & set(plan.collection):
        # What is read again for a collection is read once by a worker, so that a bad file is its own row.
        found.append(_step("record", {"options": plan.reading, "code": _code("convert")}))
    return tuple(found)


def format_depends(plan: Plan, name: str) -> dict[str, str]:
    """What a format's files depend on besides the records."""
    return {
        "options": _json(
            plan.reading, plan.settings.header.base, *([True] if plan.include_restricted else [])
        ),
        "code": _code("convert") + _exporter(name),
    }


def plan_fingerprint(found: tuple[Step, ...]) -> str:
    """The digest of all steps of a plan."""
    return _digest({step.name: step.fingerprint for step in found})


def tools(found: tuple[Step, ...]) -> dict[str, Any]:
    """The tools, grammars and models of a run with their versions, for the ledger."""
    import sys

    from lxml import etree

    from tei_tools.exporters import FORMAT_VERSION
    from tei_tools.records import RECORD_VERSION
    from tei_tools.text import TEXT_VERSION

    return {
        "tei-tools": VERSION,
        "python": ".".join(map(str, sys.version_info[:3])),
        "lxml": ".".join(map(str, etree.LXML_VERSION[:3])),
        "libxml2": ".".join(map(str, etree.LIBXML_VERSION)),
        "format": FORMAT_VERSION,
        "record": RECORD_VERSION,
        "text": TEXT_VERSION,
        "models": _models(),
        "steps": {step.name: dict(step.depends) for step in found},
    }


def file_digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it can't be read (what needs it will say so)."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _step(name: str, depends: dict[str, str]) -> Step:
    return Step(name, tuple(sorted(depends.items())), _digest(depends))


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def _json(*values: Any) -> str:
    return json.dumps([_plain(value) for value in values], sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: said for key, said in dataclasses.asdict(value).items() if said is not None}
    return value


def _grammar(schema: str) -> str:
    path = Path(schema)
    if path.is_file():
        # A schema may include others beside it.
        beside = sorted(
            {path, *path.parent.glob("*.rng"), *path.parent.glob("*.rnc"), *path.parent.glob("*.sch")}
        )
        return sha256("".join(file_digest(each) for each in beside).encode()).hexdigest()
    return _tree(_home() / "schemas", schema) or _tree(_home().parent / "schemas", schema)


def _home() -> Path:
    import tei_tools

    return Path(tei_tools.__file__).parent


@lru_cache(maxsize=64)
def _tree(folder: Path, start: str = "") -> str:
    """The digest of the files of a folder whose names begin with ``start``."""
    whole = sha256()
    if not folder.is_dir():
        return ""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.startswith(start) and path.suffix != ".pyc":
            whole.update(f"{path.relative_to(folder).as_posix()}\0{file_digest(path)}\n".encode())
    return whole.hexdigest()


def _code(step: str) -> str:
    whole = sha256()
    for part in _PARTS[step]:
        path = _home() / part
        whole.update((file_digest(path) if part.endswith(".py") else _tree(path)).encode())
    return whole.hexdigest()[:32]


def _exporter(name: str) -> str:
    return _tree(_home() / "exporters", "_") + file_digest(_home() / "exporters" / f"{name}.py")


def _models() -> str:
    return _tree(_home() / "taggers" / "models")[:32]


def _plugged_in(*names: str) -> str:
    """The parts of other packages with their versions."""
    found = [
        f"{room}:{name}:{point.value}:{point.dist.version if point.dist else ''}"
        for room in names
        for name, point in sorted(rooms._plugged_in(room).items())
    ]
    return ",".join(found)
