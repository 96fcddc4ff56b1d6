"""Rows of the table of aims whose figures are kept in ``measurements.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

import measurements
from aims_rows import Row, at_least, pair, skipped

__all__ = ["bad_input_rows", "certainty_rows", "jing_rows", "name_rows", "reference_rows"]

Kept = Mapping[str, measurements.Value]
HOW = {
    "other half": "kept: trained on other documents of the same sources",
    "left out": "kept: nothing of the family of sources was trained on",
    "papers kept apart": "kept: no reference of the same paper was trained on",
    "another style": "kept: nothing of that collection was trained on",
}
# What the two known tools reach on six sources that are held back whole, and the least and most of a CRF on
# those of which half is here.
KNOWN_NAMES = {
    "other half": "spaCy medium about .55 / .68, plain CRF .60–.76 / .67–.80",
    "left out": "spaCy medium .46 / .69, plain CRF .54 / .70",
}
LARGEST_GROWTH = 2.6


def name_rows() -> list[Row]:
    """Names: English where the other half was trained on, English left out whole, German and French; then
    each source beside the known tools."""
    found = []
    for how, wanted, each, what in (
        ("other half", (0.78, 0.84), (0.68, 0.78), "names, English, sources that we have the other half of"),
        ("left out", (0.68, 0.80), None, "names, English, sources that we have nothing of"),
    ):
        chosen = _names(how, lambda row: row["lang"] == "en")
        aim = f"{pair(wanted)} mean" + (f", none under {pair(each)}" if each else ", every source above both")
        if not chosen:
            found.append(skipped(f"{what}: titles aside / overlap", KNOWN_NAMES[how], aim, "nothing kept"))
            continue
        means = _means(chosen)
        low = _under(chosen, each) if each else [name for name, _, ours in _beside(chosen) if not ours]
        told = f"{pair(means)} mean of {len(chosen)}" + (
            f"; under: {', '.join(low)}" if low else "; none under"
        )
        found.append(
            Row(
                f"{what}: titles aside / overlap",
                KNOWN_NAMES[how],
                aim,
                told,
                _how(how, chosen),
                at_least(means, wanted) and not low,
            )
        )
    for how in ("other half", "left out"):
        for language in ("de", "fr"):
            chosen = _names(how, lambda row, language=language: row["lang"] == language)  # type: ignore[misc]
            if chosen:
                rules = [
                    fmean(_number(row, f"rules_{each}") for row in chosen) for each in ("span", "overlap")
                ]
                means = _means(chosen)
                found.append(
                    Row(
                        f"names, {'German' if language == 'de' else 'French'}, {how}: titles aside / overlap",
                        f"rules alone {pair(rules)}",
                        ".70 / .78 mean of German and French",
                        f"{pair(means)} mean of {len(chosen)} ({', '.join(_told(row) for row in chosen)})",
                        _how(how, chosen),
                        at_least(means, (0.70, 0.78)),
                    )
                )
    for how in ("other half", "left out"):
        beside = _beside(_names(how, lambda row: True))
        if beside:
            below = [told for _, told, ours in beside if not ours]
            found.append(
                Row(
                    f"names, never below spaCy medium or the plain CRF, {how}: exact / overlap",
                    "by source",
                    "none below",
                    f"{len(beside) - len(below)} of {len(beside)} above both"
                    + "".join(f"; {each}" for each in below),
                    f"{HOW[how]}; the known tools read the half that is held back",
                    not below,
                )
            )
    return found


def _names(how: str, wanted: Callable[[Kept], bool]) -> list[Kept]:
    return [row for row in measurements.rows("names") if row["how"] == how and wanted(row)]


def _number(row: Kept, key: str) -> float:
    value = row.get(key, 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _means(chosen: Sequence[Kept]) -> list[float]:
    return [fmean(_number(row, key) for row in chosen) for key in ("span", "overlap")]


def _under(chosen: Sequence[Kept], least: Sequence[float]) -> list[str]:
    return [
        _told(row) for row in chosen if not at_least([_number(row, k) for k in ("span", "overlap")], least)
    ]


def _told(row: Kept) -> str:
    return f"{row['source']} {pair([_number(row, key) for key in ('span', 'overlap')])}"


def _beside(chosen: Sequence[Kept]) -> list[tuple[str, str, bool]]:
    """Each source of which something is known: its name, its figures beside those of the known tools, and
    whether ours are above all of them. Where a source was left out, so it is for the CRF if that is known."""
    known = measurements.rows("known")
    found = []
    for row in chosen:
        left_out = {
            str(each["tool"]): each
            for each in known
            if each["task"] == "names left out"
            and row["how"] == "left out"
            and each["source"] == row["source"]
        }
        tools = {
            str(each["tool"]): each
            for each in known
            if each["task"] == "names" and each["source"] == row["source"] and each["tool"] != "spaCy small"
        }
        if row["how"] == "left out":
            # Trained on the other half of the very source, it is no measure for one that was not.
            tools.pop("plain CRF", None)
        tools |= left_out
        if not tools:
            continue
        ours = [_number(row, "exact"), _number(row, "overlap")]
        above = all(at_least(ours, [_number(tool, "a"), _number(tool, "b")]) for tool in tools.values())
        others = ", ".join(
            f"{name} {pair([_number(tool, 'a'), _number(tool, 'b')])}" for name, tool in tools.items()
        )
        found.append((str(row["source"]), f"{row['source']} {pair(ours)} ({others})", above))
    return found


def _how(how: str, chosen: Sequence[Kept]) -> str:
    by = sorted({str(row["by"]) for row in chosen})
    parts = sorted({str(row["documents"]) for row in chosen if row.get("documents")})
    documents = f", {', '.join(parts)} documents" if parts else ""
    return f"{HOW[how]} (experiment {', '.join(by)}{documents})"


def certainty_rows() -> list[Row]:
    """How far "high" can be trusted, by kind."""
    found = []
    for row in measurements.rows("certainty"):
        figures = [_number(row, "right"), _number(row, "share")]
        found.append(
            Row(
                f"certainty, {row['kind']}: of what says high right / of all right ones say high",
                "none",
                ".97 / .50",
                pair(figures),
                f"{HOW.get(str(row['how']), row['how'])} (experiment {row['by']})",
                at_least(figures, (0.97, 0.50)),
            )
        )
    return found


def reference_rows() -> list[Row]:
    """The fields of references, papers kept apart, and read in another style."""
    aims = {
        ("grobid", "papers kept apart"): (0.93, 0.65),
        ("anystyle", "papers kept apart"): (0.96, 0.80),
        ("linkedbooks", "papers kept apart"): (0.89, 0.52),
        ("grobid", "another style"): (0.88, 0.40),
    }
    known = {
        (
            str(each["source"]),
            "another style" if each["task"] == "references left out" else "papers kept apart",
        ): each
        for each in measurements.rows("known")
        if str(each["task"]).startswith("references")
    }
    found = []
    for row in measurements.rows("references"):
        key = (str(row["source"]), str(row["how"]))
        figures = [_number(row, "micro"), _number(row, "whole")]
        crf = known.get(key)
        aim = aims.get(key)
        found.append(
            Row(
                f"references, {row['source']}, {row['how']}: micro F1 / wholly right",
                f"plain CRF {pair([_number(crf, 'a'), _number(crf, 'b')])}" if crf else "",
                pair(aim) if aim else "",
                pair(figures),
                f"{HOW[key[1]]} (experiment {row['by']})",
                at_least(figures, aim) if aim else None,
            )
        )
    return found


def jing_rows() -> list[Row]:
    """jing's verdict on all of the gold and splices of it."""
    what = "encode → valid against tei_all by jing, not a character changed"
    aim = "100 % of the gold and of 2,000 seeded splices"
    found = []
    for row in measurements.rows("jing"):
        files, splices = int(_number(row, "files")), int(_number(row, "splices"))
        faults = {key: int(_number(row, key)) for key in ("invalid", "changed", "unread")}
        told = ", ".join(f"{count} {name}" for name, count in faults.items())
        how = f"kept: jing_splices.py, seed {row['seed']}, shipped model"
        reached = f"{files:,} texts of the gold, {splices:,} splices: {told}"
        found.append(Row(what, "", aim, reached, how, splices >= 2000 and not any(faults.values())))
    return found or [skipped(what, "", aim, "python benchmarks/jing_splices.py --write")]


def bad_input_rows() -> list[Row]:
    """Whether time grows with length on bad input, and the words stay."""
    kept = measurements.rows("bad_inputs")
    what, aim = "bad input: time for twice the length, three sizes; same text out", "linear"
    if not kept:
        return [skipped(what, "", aim, "python benchmarks/bad_inputs.py --write")]
    worst = max(kept, key=lambda row: _number(row, "growth"))
    wrong = [str(row["what"]) for row in kept if row["wrong"]]
    slow = [str(row["what"]) for row in kept if _number(row, "growth") > LARGEST_GROWTH]
    reached = f"{len(kept)} kinds, at most {_number(worst, 'growth'):.1f} times ({worst['what']})"
    return [
        Row(
            what,
            "",
            aim,
            reached + (f"; wrong: {', '.join(wrong)}" if wrong else "; nothing wrong with what came out"),
            "kept: bad_inputs.py, processor time",
            not slow and not wrong,
        )
    ]
