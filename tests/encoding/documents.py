"""Random documents with random tags over them, from one source of randomness."""

from __future__ import annotations

from random import Random

from tei_tools.encoding import HeaderSettings
from tei_tools.identity import Entity, Identified, Identifier, NamePart
from tei_tools.sources import Block, Dropped, Mark, Metadata, SourceDocument, Surface, Zone
from tei_tools.taggers import Tag

LEAVES = (
    "title heading byline dateline paragraph item label cell line code note caption salute signed figure"
).split()
CONTAINERS = "list quotation table row figure stanza item note cell".split()
MARKS = (
    "emphasis strong code link noteref title quotation deleted inserted superscript subscript linebreak image"
    " pagebreak columnbreak"
).split()
ELEMENTS = """
    persName placeName orgName name rs country settlement geogName date time measure num said quote q
    soCalled cit bibl title ref idno biblScope author publisher forename surname roleName term foreign
    gap docAuthor div teiHeader no-such-element email abbr unit
""".split()
WORDS = (
    "a of NATO Gorbachev 1990 “we will “ ” \" ' ( ) , . é Ω 中 & < > ]]> x-y 06.03.2022 \u00a0 🙂 … - | #"
).split(" ")
SURFACES = (
    Surface(
        "p 1",
        "pictures/a b.jpg",
        100,
        200.5,
        (
            Zone("z", "a line", "0,0 1,1 2,2.5"),
            Zone("y", "", "0,0 nonsense", (1, 2, 3, 4)),
            Zone("x", "", "0,0"),
        ),
    ),
    Surface("z"),
)
ATTRIBUTES = {
    "ref": ("#person-1", "#dangling", "#pläce 2", "http://x y/[z]", "%zz##"),
    "who": ("#person-1", ""),
    "when": ("1990-02-28", "1990-02-30", "-0044", "06.03.2022", "0000"),
    "when-custom": ("1990~", "199X", ""),
    "datingMethod": ("#edtf", "#Other one", "#"),
    "calendar": ("#julian", "#person-1"),
    "type": ("settlement", "two words", "\x01", ""),
    "direct": ("true", "maybe"),
    "xml:id": ("person-1",),
    "target": ("http://[::1]:x/", "mailto:a@b", "javascript:alert(1)", ":", "//host:port/"),
    "unit": ("page",),
    "cert": ("absolute",),
    "source": ("#bibl", "x"),
    "nonsense": ("x",),
}


def words(random: Random) -> str:
    """Words of a leaf: no white space at the edges, one space between them."""
    return " ".join(random.choice(WORDS) for _ in range(random.randrange(0, 9))).strip(" ")


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.blocks: list[Block] = []
        self.leaves: list[tuple[int, int]] = []

    def forest(self, parent: int | None, depth: int) -> None:
        for _ in range(self.random.randrange(0 if parent is None else 1, 5)):
            if depth and self.random.random() < 0.4:
                self.container(parent, depth)
            else:
                self.leaf(parent)

    def container(self, parent: int | None, depth: int) -> None:
        index = len(self.blocks)
        kind = self.random.choice(CONTAINERS)
        self.blocks.append(Block(kind, 0, 0, parent=parent))
        before = len(self.leaves)
        self.forest(index, depth - 1)
        start, end = self.leaves[before][0], self.leaves[-1][1]
        rend = self.random.choice((None, "numbered", "header"))
        identifier = self.random.choice((None, "1")) if kind == "note" else None
        self.blocks[index] = Block(kind, start, end, 0, parent, rend, identifier)

    def leaf(self, parent: int | None) -> None:
        said = words(self.random)
        if said and self.text:
            self.text += "\n"
        start = len(self.text)
        self.text += said
        kind = self.random.choice(LEAVES)
        language = self.random.choice((None, None, "de", "not a language"))
        identifier = self.random.choice(("1", "2", None)) if kind == "note" else None
        level, facs = self.random.randrange(0, 7), self.random.choice((None, None, "z", "gone"))
        block = Block(kind, start, len(self.text), level, parent, None, identifier, language, facs)
        self.blocks.append(block)
        self.leaves.append((start, len(self.text)))


def random_document(random: Random) -> SourceDocument:
    """A document of up to a few dozen blocks, any kind in any other."""
    writer = _Writer(random)
    writer.forest(None, 3)
    marks = [
        _mark(random, *random.choice(writer.leaves)) for _ in range(random.randrange(0, 8)) if writer.leaves
    ]
    return SourceDocument(
        name=random.choice(("folder/article one.txt", "-", "Ünï.md", "1.html")),
        format="plain",
        digest="0" * 64,
        text=writer.text,
        blocks=tuple(writer.blocks),
        marks=tuple(marks),
        metadata=_metadata(random),
        dropped=(Dropped("top of page", "furniture", 1),) if random.random() < 0.5 else (),
        notes=("Decoded as Latin-1.",) if random.random() < 0.5 else (),
        surfaces=SURFACES if random.random() < 0.5 else (),
    )


def _mark(random: Random, start: int, end: int) -> Mark:
    kind = random.choice(MARKS)
    first = random.randint(start, end)
    last = first if kind in ("linebreak", "image", "pagebreak", "columnbreak") else random.randint(first, end)
    return Mark(
        kind,
        first,
        last,
        random.choice((None, "1", "http://example.org/a b", "x.png", "http://[bad", "p 1", "z")),
        random.choice((None, "12", "iv v", "")),
    )


def _metadata(random: Random) -> Metadata:
    if random.random() < 0.3:
        return Metadata()
    return Metadata(
        title=random.choice((None, "A  title\n")),
        authors=random.choice(((), ("NATO Gorbachev", "B"))),
        date=random.choice((None, "2022-03-06", "Sunday")),
        language=random.choice((None, "en", "x y")),
        publisher=random.choice((None, "P")),
        address=random.choice((None, "http://example.org/ä b")),
        rights=random.choice((None, "All rights reserved.")),
        keywords=random.choice(((), ("peace", " "))),
    )


def random_tags(random: Random, text: str, most: int = 25) -> tuple[Tag, ...]:
    """Tags over anything, also over nothing and outside of the text."""
    tags = []
    for _ in range(random.randrange(0, most)):
        start = random.randint(-1, len(text) + 1)
        end = start + random.choice((0, 1, 3, 5, 5, 8, 13, 40))
        chosen = random.sample(sorted(ATTRIBUTES), random.randrange(0, 3))
        tags.append(
            Tag(
                start,
                end,
                random.choice(ELEMENTS),
                {name: random.choice(ATTRIBUTES[name]) for name in chosen},
                random.choice((0.3, 0.6, 0.7, 0.9, 1.0)),
                random.choice(("dates", "names", "my tagger!", "")),
                notes=("An ambiguous date.",) if random.random() < 0.1 else (),
            )
        )
    return tuple(tags)


def random_entities(random: Random) -> tuple[Entity, ...]:
    """Entities, their identifiers not always fit for an ``xml:id``."""
    all_of_them = (
        Entity(
            "person",
            "person-1",
            "Mikhail Gorbachev",
            ("Gorbachev", "Gorbachev", ""),
            (NamePart("forename", "Mikhail"), NamePart("surname", "Gorbachev")),
            identifiers=(Identifier("GND", "118540912"), Identifier("", " ")),
            confidence=0.5,
        ),
        Entity("person", "person-1", "The same again"),
        Entity("place", "pläce 2", "Bonn", (), (), "settlement", (), "50.73", "7.1", "A note.", 0.7),
        Entity("place", "1", "The Rhine", place_type="geogName"),
        Entity("organisation", "tei-tools", "NATO", ("N\x01ATO",)),
        Entity("ship", "s", "Aurora"),
    )
    return tuple(random.sample(all_of_them, random.randrange(0, len(all_of_them) + 1)))


def random_identified(random: Random, document: SourceDocument) -> Identified:
    """Tags and entities for a document."""
    return Identified(random_tags(random, document.text), random_entities(random))


SETTINGS = HeaderSettings(
    publisher="The project",
    licence="CC BY 4.0",
    licence_target="https://creativecommons.org/licenses/by/4.0/",
    status="free",
    project="A project.",
    funder="A foundation",
    responsibilities=(("editor", "A. Person"),),
    base="http://example.org/",
)
