"""The plan of a run: inputs, steps, outputs, what to do with faults; as a file, TOML checked by
``schemas/plan.schema.json``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tei_tools.errors import UsageError
from tei_tools.settings import Settings, _check_by, _read, _settings, _with_paths

__all__ = ["Plan", "load"]

_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
_SETTINGS = ("header", "encode", "validate", "convert")
_STEPS = ("encode", "validate", "convert")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    ``words`` are inputs as the inputs seam takes them, addresses that fsspec opens, or folders, which are
    entered; ``manifest`` is a CSV with what is known of each file, ``oai_pmh`` are folders of harvested
    records. ``formats`` are those to convert to. ``collection`` names what is made of all documents:
    ``register``, ``graph``, ``report``. ``timeout`` is in seconds for one file, ``memory`` in bytes for one
    worker, ``attempts`` how often a file may lose its worker. ``stop_after`` failures end the run.
    ``encoded_on`` is the day that goes into headers. ``include_restricted`` exports documents too whose
    ``availability`` is restricted.
    """

    words: tuple[str, ...]
    output: Path
    encode: bool = False
    validate: bool = False
    formats: tuple[str, ...] = ()
    collection: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    manifest: Path | None = None
    oai_pmh: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    reading: str = "edited"
    encoded_on: str | None = None
    force: bool = False
    include_restricted: bool = False
    jobs: int = 0
    timeout: float | None = None
    memory: int | None = None
    attempts: int = 3
    recycle: int = 1000
    stop_after: int | None = None
    engine: str = "local"
    scheduler: str | None = None

    @property
    def workers(self) -> int:
        """How many workers: what was asked for, else one for each processor that this process may use."""
        if self.jobs:
            return self.jobs
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1


def load(path: Path) -> Plan:
    """The plan in a TOML file; its paths are taken from the folder of the file.

    Raises :class:`~tei_tools.errors.UsageError` that names the key and what is wrong with it.
    """
    content = _read(path)
    _check_by(_schema(), content, path)
    folder = path.parent
    given = content["inputs"]
    steps = content.get("steps", {})
    faults = content.get("faults", {})
    outputs = content.get("outputs", {})
    engine = content.get("engine", {})
    if not any(steps.get(name) for name in _STEPS):
        raise UsageError(
            "[steps]: there is nothing to do", file=str(path), advice="set encode, validate or convert"
        )
    if not (given.get("files") or given.get("manifest") or given.get("oai_pmh")):
        raise UsageError("[inputs]: there are none", file=str(path), advice="set files, manifest or oai_pmh")
    tables = {name: _with_paths(name, content[name], folder) for name in _SETTINGS if name in content}
    settings = _settings(tables)
    return Plan(
        words=tuple(_from(folder, word) for word in given.get("files", ())),
        output=folder / outputs.get("folder", "out"),
        encode=bool(steps.get("encode")),
        validate=bool(steps.get("validate")),
        formats=tuple(steps.get("convert", ())),
        collection=tuple(name for name in ("register", "graph", "report") if outputs.get(name)),
        settings=settings,
        manifest=folder / given["manifest"] if "manifest" in given else None,
        oai_pmh=tuple(_from(folder, word) for word in given.get("oai_pmh", ())),
        suffixes=tuple(suffix.lower() for suffix in given.get("suffixes", ())),
        reading=settings.convert.reading or "edited",
        encoded_on=outputs.get("date"),
        force=bool(outputs.get("replace")),
        include_restricted=bool(outputs.get("include_restricted")),
        jobs=engine.get("jobs", 0),
        timeout=faults.get("timeout"),
        memory=size(faults["memory"]) if "memory" in faults else None,
        attempts=faults.get("attempts", 3),
        recycle=engine.get("recycle", 1000),
        stop_after=faults.get("stop_after"),
        engine=engine.get("name", "local"),
        scheduler=engine.get("scheduler"),
    )


def size(said: int | str) -> int:
    """Bytes from ``1000``, ``"500K"``, ``"2GB"``."""
    text = str(said).strip().upper().removesuffix("B").strip()
    number = text.rstrip("KMG")
    return int(number) * _UNITS[text[len(number) :]]


def is_address(word: str) -> bool:
    """Whether a word is an address (``s3://…``) and not a path."""
    scheme, colon, rest = word.partition("://")
    return bool(colon and rest) and scheme.replace("+", "").replace("-", "").replace(":", "").isalnum()


def _from(folder: Path, word: str) -> str:
    if is_address(word) or word == "-":
        return word
    if word.startswith("@"):
        return f"@{folder / word[1:]}"
    return str(folder / word)


def _schema() -> Any:
    """The schema of plans, with the tables that the settings have too."""
    from importlib import resources

    folder = resources.files("tei_tools.schemas")
    schema = json.loads(folder.joinpath("plan.schema.json").read_bytes())
    settings = json.loads(folder.joinpath("settings.schema.json").read_bytes())
    for name in _SETTINGS:
        schema["properties"][name] = settings["properties"][name]
    schema["$defs"] = settings["$defs"]
    return schema
