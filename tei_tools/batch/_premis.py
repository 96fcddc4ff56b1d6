"""The ledger as PREMIS 3 (PREMIS Data Dictionary for Preservation Metadata, version 3.0).

Every input, output and collection file is an object, every step an event that is linked with its objects and
with the program that did it, an agent. Types of events, agents and relationships are terms of the Library of
Congress (id.loc.gov/vocabulary/preservation). It is written piece by piece, in the order of the ledger.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from tei_tools.batch._ledger import Ledger

__all__ = ["premis"]

_VOCABULARY = "http://id.loc.gov/vocabulary/preservation"
_KIND = "tei-tools ledger"
# What XML 1.0 has no way to write (2.2 Characters).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A step, and the term for what it does; every format is made by a creation.
_EVENTS = {"validate": ("validation", "val"), "read": ("message digest calculation", "mes")}
_CREATION = ("creation", "cre")
_FORMATS = {
    ".xml": "application/xml",
    ".tei": "application/tei+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".pdf": "application/pdf",
}


def premis(ledger: Ledger, folder: Path) -> Iterator[bytes]:
    """The file, piece by piece; ``folder`` is the output folder."""
    for piece in _pieces(ledger):
        yield piece.encode("utf-8")


def _pieces(ledger: Ledger) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<premis xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'version="3.0">\n'
    )
    yield from _inputs(ledger)
    yield from _outputs(ledger)
    yield from _collections(ledger)
    yield from _events(ledger)
    yield from _agents(ledger)
    yield "</premis>\n"


def _inputs(ledger: Ledger) -> Iterator[str]:
    query = "SELECT id, key, name, size, digest FROM inputs WHERE state != 'gone' ORDER BY rank"
    for number, key, name, size, digest in ledger.rows(query):
        steps = ledger.rows("SELECT step FROM steps WHERE input=? ORDER BY step", (number,))
        events = [_event_name(number, step) for (step,) in steps]
        yield _object(
            _input_name(key), name, digest, size, [_linked("linkingEvent", event) for event in events]
        )


def _outputs(ledger: Ledger) -> Iterator[str]:
    query = (
        "SELECT inputs.id, key, step, path, outputs.digest, outputs.size FROM outputs "
        "JOIN inputs ON inputs.id = input WHERE state != 'gone' ORDER BY rank, step, path"
    )
    for number, key, step, path, digest, size in ledger.rows(query):
        event = _event_name(number, step)
        more = [_derived(_input_name(key), event), _linked("linkingEvent", event)]
        yield _object(_output_name(path), path, digest, size, more)


def _collections(ledger: Ledger) -> Iterator[str]:
    for path, digest, size in ledger.rows("SELECT path, digest, size FROM collections ORDER BY name, path"):
        yield _object(_output_name(path), path, digest, size, [])


def _events(ledger: Ledger) -> Iterator[str]:
    programs = _programs(ledger)
    query = (
        "SELECT inputs.id, key, step, steps.state, cause, message, at, steps.run FROM steps "
        "JOIN inputs ON inputs.id = input WHERE inputs.state != 'gone' ORDER BY rank, step"
    )
    for number, key, step, state, cause, message, at, run in ledger.rows(query):
        made = ledger.rows("SELECT path FROM outputs WHERE input=? AND step=? ORDER BY path", (number, step))
        objects = [(_input_name(key), "source"), *((_output_name(path), "outcome") for (path,) in made)]
        how = "failure" if state == "failed" or cause else "success"
        yield _event(_event_name(number, step), step, at, how, message, programs.get(run, ""), objects)
    query = (
        "SELECT history.id, key, step, what, said, at, history.run FROM history "
        "JOIN inputs ON inputs.id = input WHERE inputs.state != 'gone' ORDER BY history.id"
    )
    for number, key, step, what, said, at, run in ledger.rows(query):
        how = "failure" if what == "failed" else "success"
        objects = [(_input_name(key), "source")]
        yield _event(f"history/{number}", step, at, how, said, programs.get(run, ""), objects)


def _programs(ledger: Ledger) -> dict[int, str]:
    """The agent of each run."""
    found = {}
    for run, tools in ledger.rows("SELECT id, tools FROM runs"):
        found[run] = f"tei-tools/{json.loads(tools)['tei-tools']}"
    return found


def _agents(ledger: Ledger) -> Iterator[str]:
    """The programs and libraries of all runs, each version once."""
    known: dict[tuple[str, str], str] = {}
    for _, tools in ledger.rows("SELECT id, tools FROM runs ORDER BY id"):
        said = json.loads(tools)
        for name in ("tei-tools", "python", "lxml", "libxml2"):
            note = ""
            if name == "tei-tools":
                note = f"models {said['models']}; " + "; ".join(
                    f"{step}: {', '.join(f'{key} {value}' for key, value in sorted(parts.items()) if value)}"
                    for step, parts in sorted(said["steps"].items())
                )
            known.setdefault((name, str(said[name])), note)
    for (name, version), note in known.items():
        yield (
            "<agent>\n"
            f"{_identifier('agentIdentifier', f'{name}/{version}')}"
            f"<agentName>{_text(name)}</agentName>\n"
            f"<agentType {_term('agentType', 'sof')}>software</agentType>\n"
            f"<agentVersion>{_text(version)}</agentVersion>\n"
            f"{f'<agentNote>{_text(note)}</agentNote>{chr(10)}' if note else ''}"
            "</agent>\n"
        )


def _object(name: str, original: str, digest: str, size: int, more: list[str]) -> str:
    fixity = ""
    if digest:
        algorithm = f"<messageDigestAlgorithm {_term('cryptographicHashFunctions', 'sha256')}>SHA-256"
        fixity = (
            f"<fixity>{algorithm}</messageDigestAlgorithm><messageDigest>{digest}</messageDigest></fixity>\n"
        )
    length = f"<size>{size}</size>\n" if size is not None and size >= 0 and digest else ""
    kind = _FORMATS.get(os.path.splitext(original)[1].lower(), "application/octet-stream")  # noqa: PTH122
    return (
        '<object xsi:type="file">\n'
        f"{_identifier('objectIdentifier', name)}"
        f"<objectCharacteristics>\n{fixity}{length}"
        f"<format><formatDesignation><formatName>{kind}</formatName></formatDesignation></format>\n"
        "</objectCharacteristics>\n"
        f"<originalName>{_text(original)}</originalName>\n"
        f"{''.join(more)}"
        "</object>\n"
    )


def _event(
    name: str, step: str, at: str, how: str, said: str, program: str, objects: list[tuple[str, str]]
) -> str:
    words, code = _EVENTS.get(step, _CREATION)
    note = f"<eventOutcomeDetailNote>{_text(said)}</eventOutcomeDetailNote>"
    detail = f"<eventOutcomeDetail>{note}</eventOutcomeDetail>"
    agent = ""
    if program:
        agent = (
            f"<linkingAgentIdentifier><linkingAgentIdentifierType>{_KIND}</linkingAgentIdentifierType>"
            f"<linkingAgentIdentifierValue>{_text(program)}</linkingAgentIdentifierValue>"
            f"<linkingAgentRole {_term('eventRelatedAgentRole', 'exe')}>executing program</linkingAgentRole>"
            "</linkingAgentIdentifier>\n"
        )
    linked = "".join(
        f"<linkingObjectIdentifier><linkingObjectIdentifierType>{_KIND}</linkingObjectIdentifierType>"
        f"<linkingObjectIdentifierValue>{_text(each)}</linkingObjectIdentifierValue>"
        f"<linkingObjectRole {_term('eventRelatedObjectRole', role[:3])}>{role}</linkingObjectRole>"
        "</linkingObjectIdentifier>\n"
        for each, role in objects
    )
    return (
        "<event>\n"
        f"{_identifier('eventIdentifier', name)}"
        f"<eventType {_term('eventType', code)}>{words}</eventType>\n"
        f"<eventDateTime>{_text(at)}</eventDateTime>\n"
        f"<eventDetailInformation><eventDetail>{_text(step)}</eventDetail></eventDetailInformation>\n"
        f"<eventOutcomeInformation><eventOutcome>{how}</eventOutcome>{detail if said else ''}"
        "</eventOutcomeInformation>\n"
        f"{agent}{linked}</event>\n"
    )


def _derived(source: str, event: str) -> str:
    return (
        f"<relationship><relationshipType {_term('relationshipType', 'der')}>derivation</relationshipType>"
        f"<relationshipSubType {_term('relationshipSubType', 'hss')}>has source</relationshipSubType>"
        f"<relatedObjectIdentifier><relatedObjectIdentifierType>{_KIND}</relatedObjectIdentifierType>"
        f"<relatedObjectIdentifierValue>{_text(source)}</relatedObjectIdentifierValue></relatedObjectIdentifier>"
        f"<relatedEventIdentifier><relatedEventIdentifierType>{_KIND}</relatedEventIdentifierType>"
        f"<relatedEventIdentifierValue>{_text(event)}</relatedEventIdentifierValue></relatedEventIdentifier>"
        "</relationship>\n"
    )


def _identifier(element: str, value: str) -> str:
    inner = f"<{element}Type>{_KIND}</{element}Type><{element}Value>{_text(value)}</{element}Value>"
    return f"<{element}>{inner}</{element}>\n"


def _linked(what: str, value: str) -> str:
    return _identifier(f"{what}Identifier", value)


def _term(vocabulary: str, code: str) -> str:
    whole = f"{_VOCABULARY}/{vocabulary}"
    return (
        f"authority={quoteattr(vocabulary)} authorityURI={quoteattr(whole)} "
        f"valueURI={quoteattr(f'{whole}/{code}')}"
    )


def _event_name(number: int, step: str) -> str:
    return f"event/{number}/{step}"


def _input_name(key: bytes) -> str:
    return f"input/{key.decode('utf-8', 'backslashreplace')}"


def _output_name(path: str) -> str:
    return f"output/{path}"


def _text(value: str) -> str:
    return escape(_NO_XML.sub("\ufffd", value))
