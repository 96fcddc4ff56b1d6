"""Settings: one ``tei-tools.toml`` with the tables ``[header] [encode] [validate] [convert] [run]``.

What may stand there is said by ``schemas/settings.schema.json``. A second file (``--header``) has the same
tables, or the keys of ``[header]`` alone, and goes before the first, key by key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_tools.encoding._settings import HeaderSettings
from tei_tools.errors import UsageError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

__all__ = [
    "FILE_NAME",
    "ConvertSettings",
    "EncodeSettings",
    "HeaderSettings",
    "RunSettings",
    "Settings",
    "ValidateSettings",
    "load",
    "nearest_file",
]

FILE_NAME = "tei-tools.toml"
_TABLES = {"header", "encode", "validate", "convert", "run"}
_PATHS = {
    ("encode", "authority"),
    ("encode", "model"),
    ("run", "output"),
    ("validate", "catalog"),
    ("validate", "baseline"),
}
_UNITS = {"": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class EncodeSettings:
    """``[encode]``: what ``encode`` takes where the command line says nothing; sizes are in bytes.

    ``options`` are pairs of a tagger and what it is to know.
    """

    language: str | None = None
    date: str | None = None
    authority: Path | None = None
    taggers: tuple[str, ...] | None = None
    max_size: int | None = None
    nested: bool | None = None
    also: tuple[str, ...] = ()
    options: tuple[tuple[str, dict[str, Any]], ...] = ()
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class ValidateSettings:
    """``[validate]``: the schema's name or file, the format of the report, the catalog and the baseline.

    ``rules`` are pairs of a rule or a code and its severity (``off``, ``warning``, ``error``).
    """

    schema: str | None = None
    format: str | None = None
    max_size: int | None = None
    rules: tuple[tuple[str, str], ...] = ()
    catalog: Path | None = None
    baseline: Path | None = None
    fail_on: str | None = None
    local_entities: bool | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class ConvertSettings:
    """``[convert]``: the formats, the reading of ``choice`` and ``app``."""

    to: tuple[str, ...] | None = None
    reading: str | None = None
    max_size: int | None = None


@dataclass(frozen=True, slots=True)
class RunSettings:
    """``[run]``: where a run of all three puts what it makes."""

    output: Path | None = None
    recursive: bool | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All tables; what a file does not say is ``None`` or the default of its stage."""

    header: HeaderSettings = field(default_factory=HeaderSettings)
    encode: EncodeSettings = field(default_factory=EncodeSettings)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    convert: ConvertSettings = field(default_factory=ConvertSettings)
    run: RunSettings = field(default_factory=RunSettings)


def load(path: Path | None = None, *, header: Path | None = None) -> Settings:
    """The settings in ``path``, or in the nearest ``tei-tools.toml``, or the defaults; ``header`` goes before
    them.

    Raises :class:`~tei_tools.errors.UsageError` that names the file, the key and what is wrong with it.
    """
    first = path if path is not None else nearest_file(Path.cwd())
    tables: dict[str, dict[str, Any]] = {}
    for each in (first, header):
        if each is None:
            continue
        content = _read(each)
        if each is header and not _TABLES & content.keys():
            content = {"header": content}
        _check(content, each)
        for name, table in content.items():
            tables.setdefault(name, {}).update(_with_paths(name, table, each.parent))
    return _settings(tables)


def nearest_file(folder: Path) -> Path | None:
    """The ``tei-tools.toml`` in ``folder`` or the next above it that has one.

    Above the first, a folder that anybody may write to (``/tmp``) is not asked: its file is nobody's project.
    """
    for each in (folder, *folder.parents):
        if (each / FILE_NAME).is_file() and (each == folder or not each.stat().st_mode & 0o002):
            return each / FILE_NAME
    return None


def _read(path: Path) -> dict[str, Any]:
    import re
    import tomllib

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise UsageError("no such settings file", file=str(path)) from None
    except OSError as fault:
        raise UsageError(f"the settings can't be read: {fault.strerror}", file=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("the settings are not UTF-8", file=str(path), advice="save them as UTF-8") from None
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r" \(at line (\d+), column (\d+)\)$", str(fault))
        said = str(fault)[: place.start()] if place else str(fault)
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        raise UsageError(f"is not TOML: {said}", file=str(path), line=line, column=column) from None


def _check(content: dict[str, Any], path: Path) -> None:
    """Raise for the first thing that the schema does not allow."""
    if content:
        _check_by(_schema(), content, path)


def _check_by(schema: Any, content: dict[str, Any], path: Path) -> None:
    """Raise for the first thing that ``schema`` does not allow."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema)
    faults = sorted(
        validator.iter_errors(content), key=lambda fault: [str(part) for part in fault.absolute_path]
    )
    for fault in faults:
        raise _fault(fault, path)


def _fault(fault: ValidationError, path: Path) -> UsageError:
    import difflib

    where = _key(fault.absolute_path)
    rule: Any = fault.schema
    wanted: Any = fault.validator_value
    instance: Any = fault.instance
    advice: str | None = None
    if fault.validator == "additionalProperties":
        known = sorted(rule["properties"])
        unknown = sorted(set(instance) - set(known))[0]
        near = difflib.get_close_matches(unknown, known, 1, 0.5)
        there = f"in {where}" if where else "as a table"
        advice = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
        return UsageError(f"the key {unknown!r} is not known {there}", file=str(path), advice=advice)
    what: str = fault.message
    value = json.dumps(fault.instance, ensure_ascii=False, default=str)
    if fault.validator == "enum":
        what, advice = f"{value} is none of the choices", f"choose of: {', '.join(wanted)}"
    elif fault.validator == "type":
        what = f"{value} is not of the type {wanted}"
    elif fault.validator == "required":
        what = f"{', '.join(sorted(set(wanted) - set(instance)))} is missing"
    elif fault.validator in ("pattern", "oneOf"):
        what, advice = f"{value} is not in the form that this key takes", rule.get("description")
    return UsageError(f"{where}: {what}", file=str(path), advice=advice)


def _key(parts: Iterable[str | int]) -> str:
    """``[header] resp_stmt[1].name`` for the way to a value."""
    table, *rest = (*parts, "")
    inner = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in rest if part != "")
    return f"[{table}] {inner.lstrip('.')}".rstrip() if table else ""


def _schema() -> Any:
    from importlib import resources

    return json.loads(resources.files("tei_tools.schemas").joinpath("settings.schema.json").read_bytes())


def _with_paths(name: str, table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The table with its paths taken from the folder of its own file."""
    found = {key: folder / value if (name, key) in _PATHS else value for key, value in table.items()}
    if name == "validate" and (folder / str(table.get("schema") or ".")).is_file():
        found["schema"] = str(folder / table["schema"])
    return found


def _settings(tables: dict[str, dict[str, Any]]) -> Settings:
    return Settings(
        header=HeaderSettings(**dict(_header(tables.get("header", {})))),
        encode=EncodeSettings(**dict(_plain(tables.get("encode", {})))),
        validate=ValidateSettings(**dict(_plain(tables.get("validate", {})))),
        convert=ConvertSettings(**dict(_plain(tables.get("convert", {})))),
        run=RunSettings(**dict(_plain(tables.get("run", {})))),
    )


def _plain(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if key == "max_size" and isinstance(value, str):
            number = value.removesuffix("B").rstrip()
            unit = number[-1:] if number[-1:] in ("k", "M", "G") else ""
            yield key, int(number.removesuffix(unit)) * _UNITS[unit]
        elif isinstance(value, dict):
            yield key, tuple(value.items())
        else:
            yield key, tuple(value) if isinstance(value, list) else value


def _header(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if key == "licence":
            licence = value if isinstance(value, dict) else {"text": value}
            yield "licence", licence.get("text")
            yield "licence_target", licence.get("target")
        elif key == "availability":
            yield "status", value
        elif key == "resp_stmt":
            yield "responsibilities", tuple((each["resp"], each["name"]) for each in value)
        else:
            yield key, value
