"""The text of a document in Linked Art: its names, rights, makers, letters, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tei_tools.exporters import FORMAT_VERSION
from tei_tools.exporters import _linked_art_parts as parts
from tei_tools.exporters._identifiers import absolute
from tei_tools.exporters._linked_art_model import ACTORS, CLASSES, Model
from tei_tools.exporters._nodes import Node, full

if TYPE_CHECKING:
    from tei_tools.records._header import Contributor

_LONGEST_TITLE = 10_000  # characters of titles in which a name is looked for


def text(model: Model) -> Node:
    """The text itself, without what it refers to and what carries it."""
    record, said = model.record, model.record.metadata
    iri, title = model.iris.document, model.record.metadata.title or model.record.identifier
    letters = _letters(model)
    form = f"tei-tools Linked Art {FORMAT_VERSION}; plain text {record.text_version}, {record.reading}"
    return full(
        {
            **model.ref(iri, "LinguisticObject", title),
            "classified_as": [parts.term("correspondence", "type of work")] if letters else [],
            "identified_by": [
                *parts.names(title, [one.words for one in said.titles]),
                parts.identifier(record.identifier),
                *(parts.identifier(words, kind) for kind, words in said.identifiers),
                parts.identifier(record.text_sha256, "SHA-256 of the content"),
            ],
            "referred_to_by": [
                *_rights(model),
                *parts.statements(source_statement=said.source, note=form),
                *(
                    parts.statement(f"{person.name} ({person.role})", "credit statement")
                    for person in (*said.contributors, *said.editors)
                    if not person.entity and person.name
                ),
            ],
            "language": parts.languages([said.language] if said.language else ()),
            "content": record.text,
            "format": "text/plain" if record.text else None,
            "created_by": _creation(model),
            "used_for": [*_publication(model), *letters, *_edited(model)],
        }
    )


def _rights(model: Model) -> Iterator[Node]:
    said = model.record.metadata
    licence = said.licence if said.licence and absolute(said.licence) else None
    words = said.rights or said.licence
    if words:
        also = [model.ref(model.iris.of(licence), "Type", licence)] if licence else []
        yield parts.statement(words, "rights statement", *also)
    if said.status:
        yield parts.statement(said.status, "access statement")


def _creation(model: Model) -> Node | None:
    said = model.record.metadata
    sent = next((row for row in model.record.letters if row.action == "sent"), None)
    made = full(
        {
            "type": "Creation",
            "carried_out_by": [_author(model, n, person) for n, person in enumerate(said.authors, 1)],
            "took_place_at": model.refs([sent.place_entity], "Place") if sent else [],
            "timespan": parts.timespan(said.created),
        }
    )
    return made if len(made) > 1 else None


def _author(model: Model, number: int, person: Contributor) -> Node:
    if found := model.refs([person.entity], *ACTORS):
        return found[0]
    iri = model.iris.below(f"author-{number}")
    return model.add(iri, "Person", person.name, identified_by=parts.names(person.name))


def _publication(model: Model) -> list[Node]:
    said = model.record.metadata
    publisher = []
    if said.publisher:
        iri = model.iris.below("publisher")
        publisher = [model.add(iri, "Group", said.publisher, identified_by=parts.names(said.publisher))]
    made = full(
        {
            "type": "Activity",
            "_label": "publication",
            "classified_as": [parts.term("publishing")],
            "carried_out_by": publisher,
            "timespan": parts.timespan(said.date),
        }
    )
    return [made] if len(made) > 3 else []


def _edited(model: Model) -> Iterator[Node]:
    """An activity for each role of someone who is known."""
    said = model.record.metadata
    roles: dict[str, list[str | None]] = {}
    for person in (*said.editors, *said.contributors):
        roles.setdefault(person.role or "contribution", []).append(person.entity)
    for role, keys in roles.items():
        if actors := model.refs(keys, *ACTORS):
            yield {
                "type": "Activity",
                "_label": role,
                "classified_as": model.type(role),
                "carried_out_by": actors,
            }


def _letters(model: Model) -> list[Node]:
    """An activity for each ``correspAction``."""
    actions: dict[str, Node] = {}
    for row, name in model.rows("letters"):
        made = actions.setdefault(
            row.xpath,
            full(
                {
                    "type": "Activity",
                    "_label": row.action or "correspondence",
                    "classified_as": model.type(row.action),
                    "carried_out_by": None,
                    "took_place_at": model.refs([row.place_entity], "Place")
                    or model.place(f"{name}.place", row.place),
                    "timespan": parts.timespan(row.date, row.date_quote),
                }
            ),
        )
        actors = model.refs([row.entity], *ACTORS)
        if not actors and row.name and row.kind in ("person", "organisation"):
            iri = model.iris.below(f"{name}.participant")
            actors = [model.add(iri, CLASSES[row.kind], row.name, identified_by=parts.names(row.name))]
        if actors:
            made["carried_out_by"] = [*made.get("carried_out_by", ()), *actors]
    return list(actions.values())


def named(model: Model) -> dict[str, list[Node]]:
    """What the text is about, by its title and keywords, and whatever else it refers to."""
    said = model.record.metadata
    titles = " ".join([title.words for title in said.titles])[:_LONGEST_TITLE]
    keywords = set(said.keywords)
    makers = {person.entity for person in (*said.authors, *said.editors, *said.contributors)}
    about: dict[str, None] = {}
    others: dict[str, None] = {}
    for mention in model.record.mentions:
        key, words = mention.entity, mention.quote
        if not key or key not in model.known:
            continue
        if mention.where != "header":
            others[key] = None
        elif words and key not in makers and (words in keywords or words in titles):
            about[key] = None
    terms = [node for words in dict.fromkeys(said.keywords) for node in model.type(words)]
    return {
        "about": model.refs(about) + terms,
        "refers_to": model.refs(key for key in others if key not in about) + cited(model),
    }


def cited(model: Model) -> list[Node]:
    """The works that are cited with a title."""
    found = []
    for row, name in model.rows("references"):
        if not row.title or row.element in ("title", "ref", "ptr") or row.entity in model.known:
            continue
        iri = model.iris.below(name)
        whole: list[Node] = []
        if row.container:
            whole = [
                model.add(
                    f"{iri}.container",
                    "LinguisticObject",
                    row.container,
                    identified_by=parts.names(row.container),
                )
            ]
        span = parts.timespan(row.date)
        found.append(
            model.add(
                iri,
                "LinguisticObject",
                row.title,
                identified_by=[
                    *parts.names(row.title),
                    *(parts.identifier(words, kind) for kind, words in row.identifiers),
                ],
                referred_to_by=parts.statements(citation=row.quote),
                equivalent=model.equivalent(iri, "LinguisticObject", row.title, [row.target or ""]),
                part_of=whole,
                used_for=[
                    {
                        "type": "Activity",
                        "classified_as": [parts.term("publishing")],
                        "timespan": span,
                    }
                ]
                if span
                else [],
            )
        )
    return found
