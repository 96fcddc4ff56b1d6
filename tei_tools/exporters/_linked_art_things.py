"""What a document describes in Linked Art: manuscripts and other objects, works, events, its divisions."""

from __future__ import annotations

from typing import Any

from tei_tools.exporters import _linked_art_parts as parts
from tei_tools.exporters._linked_art_model import ACTORS, Model
from tei_tools.exporters._nodes import Node, full


def objects(model: Model) -> list[Node]:
    """The manuscripts and the like that the header describes; gives those that carry the text."""
    text = model.ref(model.iris.document, "LinguisticObject", model.record.metadata.title or "")
    text["_label"] = text["_label"] or model.record.identifier
    carrying: list[Node] = []
    above: list[tuple[str, Node]] = []
    for row, name in model.rows("manuscripts"):
        iri = model.iris.below(name)
        label = model.label(row.id) or row.head or row.name or row.idno or row.id or row.element
        while above and not row.xpath.startswith(f"{above[-1][0]}/"):
            above.pop()
        carries = [text] if row.where == "header" and row.element == "msDesc" else []
        country = model.country(row.country)
        made = model.add(
            iri,
            "HumanMadeObject",
            label,
            identified_by=[
                *parts.names(label, [row.head or "", row.name or ""]),
                *([parts.identifier(row.idno, kind="call number")] if row.idno else []),
                *(parts.identifier(words) for words in row.other_idnos),
            ],
            referred_to_by=[
                *(parts.statement(words, "material statement") for words in row.materials),
                *parts.statements(
                    physical_statement="; ".join(filter(None, (row.form, row.extent))),
                    provenance_statement=row.provenance,
                ),
            ],
            part_of=[above[-1][1]] if above else [],
            current_custodian=_custodian(model, name, row.repository or row.institution),
            current_location=next(
                iter(model.place(f"{name}.location", row.settlement, *country)),
                country[0] if country else None,
            ),
            carries=carries,
            produced_by=_production(model, row),
        )
        above.append((row.xpath, made))
        if carries:
            carrying.append(made)
    return carrying


def _custodian(model: Model, local: str, words: str | None) -> list[Node]:
    if not words:
        return []
    iri = model.iris.below(f"{local}.custodian")
    return [model.add(iri, "Group", words, identified_by=parts.names(words))]


def _production(model: Model, row: Any) -> Node | None:
    made = full(
        {
            "type": "Production",
            "referred_to_by": parts.statements(production_statement=row.origin),
            "took_place_at": model.refs(row.origins, "Place"),
            "timespan": parts.timespan(row.date, row.date_quote),
        }
    )
    return made if len(made) > 1 else None


def works(model: Model) -> None:
    """Works of registers, and those that a manuscript has."""
    carriers: dict[str, str] = {}
    for row, name in model.rows("manuscripts"):
        for said in (row.id, row.idno):
            carriers.setdefault(said or "", model.iris.below(name))
    for row, name in model.rows("works"):
        label = model.label(row.id) or row.title or row.id or row.element
        carrier = model.nodes.get(carriers.get(row.manuscript, "")) if row.manuscript else None
        iri = model.iris.below(name)
        authors = model.refs(row.persons, *ACTORS)
        creation = full(
            {
                "type": "Creation",
                "carried_out_by": authors,
                "timespan": parts.timespan(row.date),
            }
        )
        made = model.add(
            iri,
            "LinguisticObject",
            label,
            identified_by=[
                *parts.names(label),
                *(parts.identifier(words, kind) for kind, words in row.identifiers),
            ],
            referred_to_by=parts.statements(
                citation="; ".join([*row.authors, row.title or ""]) if row.authors else None,
                note="; ".join(filter(None, (row.locus, row.incipit, row.explicit))) or None,
            ),
            language=parts.languages([row.language] if row.language else ()),
            created_by=creation if len(creation) > 1 else None,
            carried_by=[model.ref(carrier["id"], "HumanMadeObject", carrier["_label"])] if carrier else [],
            equivalent=_same(model, row.id),
        )
        if carrier is not None:
            carrier.setdefault("carries", []).append(made)


def _same(model: Model, key: str | None) -> list[Node]:
    entity = model.others.get(key or "")
    return [] if entity is None else model.authorities(entity)


def events(model: Model) -> None:
    """The events of registers."""
    for row, name in model.rows("events"):
        label = model.label(row.id) or row.label or row.id or "event"
        model.add(
            model.iris.below(name),
            "Event",
            label,
            classified_as=model.type(row.type),
            identified_by=parts.names(label),
            timespan=parts.timespan(row.date),
            equivalent=_same(model, row.id),
        )


def divisions(model: Model, text: Node) -> None:
    """Divisions that have a heading are texts that are part of the text, or of the division around."""
    above: list[tuple[str, Node]] = [("", model.ref(text["id"], "LinguisticObject", text["_label"]))]
    for row, name in model.rows("divisions"):
        if not row.head or row.where != "text":
            continue
        while above[-1][0] and not row.xpath.startswith(f"{above[-1][0]}/"):
            above.pop()
        own = model.add(
            model.iris.below(name),
            "LinguisticObject",
            row.head,
            classified_as=model.type(row.type),
            identified_by=parts.names(row.head),
            language=parts.languages([row.language] if row.language else ()),
            part_of=[above[-1][1]],
        )
        above.append((row.xpath, own))
