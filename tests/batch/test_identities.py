"""Identities over batches: ids stay, names are proposed or merged, decisions are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tei_tools.batch._identities import renewed
from tei_tools.batch._known import Decision, Known
from tei_tools.batch._namesakes import MERGED
from tei_tools.register import Member, Register, RegisterEntry

COMPANIONS = ("Otto Weber", "Emil Krantz", "Paula Hoof", "Nora Vigh")


def entry(name: str, document: str, *, gnd: str = "", birth: str | None = None) -> RegisterEntry:
    key = name.replace(" ", "-").replace(",", "").lower() + gnd
    authorities = (("GND", f"https://d-nb.info/gnd/{gnd}"),) if gnd else ()
    id_ = f"person-gnd-{gnd}" if gnd else f"person-{document}-{key}"
    member = Member(document, key, f"{document}.xml#{key}", 1)
    return RegisterEntry(id_, "person", name, (), authorities, birth, None, None, None, (member,))


def register(entries: Iterable[RegisterEntry]) -> Register:
    made = tuple(entries)
    return Register(made, (), len({m.document for each in made for m in each.members}), 0)


def letter(document: str, *names: str, birth: str | None = None) -> list[RegisterEntry]:
    """A document that names these; the first has the birth."""
    return [entry(name, document, birth=birth if number == 0 else None) for number, name in enumerate(names)]


def others(count: int) -> list[RegisterEntry]:
    return [each for n in range(count) for each in letter(f"o{n}", f"Someone Else{n}")]


def ids(made: Register, name: str) -> list[str]:
    return sorted(each.id for each in made.entries if each.name == name)


def test_a_name_and_its_companions_merge_and_a_name_alone_is_proposed() -> None:
    first = letter("a", "Jane Doe", *COMPANIONS)
    made, known = renewed(register([*first, *others(150)]), Known())
    more = [*letter("b", "Jane Doe", *COMPANIONS[:3]), *letter("c", "Jane Doe", "Quite Other")]
    made, known = renewed(register([*first, *others(150), *more]), known)
    assert ids(made, "Jane Doe") == ["person-a-jane-doe", "person-c-jane-doe"]
    link = next(each for each in known.links if each.other == "person-b-jane-doe")
    assert (link.one, link.state, link.batch) == ("person-a-jane-doe", "merged", 2)
    assert link.sure >= MERGED
    assert "3 companions" in link.why
    kept = next(each for each in made.entries if each.id == "person-a-jane-doe")
    assert kept.former == ("person-b-jane-doe",)
    proposed = next(each for each in known.links if each.other == "person-c-jane-doe")
    assert proposed.state == "proposed"
    assert proposed.sure < MERGED


def test_two_who_share_a_name_block_it() -> None:
    one = letter("a", "Jane Doe", *COMPANIONS, birth="1850")
    two = letter("b", "Jane Doe", "Quite Other", birth="1901")
    third = letter("c", "Jane Doe", *COMPANIONS)
    made, known = renewed(register([*one, *two, *third, *others(150)]), Known())
    assert len(ids(made, "Jane Doe")) == 3
    (link,) = [each for each in known.links if "jane" in each.other]
    assert link.state == "blocked"
    assert "two share this name: person-a-jane-doe, person-b-jane-doe" in link.why


def test_a_document_that_names_both_keeps_them_apart() -> None:
    both = [*letter("a", *COMPANIONS), entry("Jane Doe", "a"), entry("Doe, Jane", "a")]
    _, known = renewed(register([*both, *letter("b", "Jane Doe", *COMPANIONS), *others(150)]), Known())
    found = [each for each in known.links if each.other == "person-b-jane-doe"]
    assert [each.state for each in found] == ["blocked"]


def test_an_authority_that_comes_later_renames_nothing_and_lists_who_was_joined() -> None:
    a, b = entry("Jane Doe", "a"), entry("J. Doe", "b")
    _, known = renewed(register([a, b]), Known())
    joined = RegisterEntry(
        "person-gnd-1", "person", "Jane Doe", ("J. Doe",), (("GND", "https://d-nb.info/gnd/1"),),
        None, None, None, None, (*a.members, *b.members),
    )  # fmt: skip
    made, known = renewed(register([joined]), known)
    (only,) = made.entries
    assert (only.id, only.former) == ("person-a-jane-doe", ("person-b-j.-doe",))
    made, _ = renewed(register([entry("Jane Doe", "c", gnd="1")]), known)
    assert made.entries[0].id == "person-a-jane-doe"


def test_a_decision_parts_what_was_merged_and_joins_what_was_not_for_ever() -> None:
    sources = [*letter("a", "Jane Doe", *COMPANIONS), *letter("b", "Jane Doe", *COMPANIONS), *others(150)]
    _, known = renewed(register(sources), Known())
    apart = Decision("person-a-jane-doe", "person-b-jane-doe", "different", "Ann")
    married = Decision("person-a-jane-doe", "person-o3-someone-else3", "same", "Ann", "her second name")
    made, known = renewed(register(sources), known, [apart, married])
    assert ids(made, "Jane Doe") == ["person-a-jane-doe", "person-b-jane-doe"]
    whole = next(each for each in made.entries if each.id == "person-a-jane-doe")
    assert "Someone Else3" in whole.variants
    again = [*sources, *letter("z", "New One", "Someone Else3")]
    made, known = renewed(register(again), known)  # the person's file is gone: the decisions are not
    assert ids(made, "Jane Doe") == ["person-a-jane-doe", "person-b-jane-doe"]
    assert known.decisions == (apart, married)
    back = Decision("person-a-jane-doe", "person-b-jane-doe", "same", "Ben")
    made, known = renewed(register(again), known, [back])
    assert ids(made, "Jane Doe") == ["person-a-jane-doe"]


def test_a_decision_of_an_unknown_id_is_told_and_kept() -> None:
    said = Decision("person-a-jane-doe", "person-nobody", "same")
    made, known = renewed(register(letter("a", "Jane Doe")), Known(), [said])
    assert [each.kind for each in made.conflicts] == ["decisions"]
    assert known.decisions == (said,)


def test_who_is_gone_keeps_the_id_for_a_return() -> None:
    sources = [*letter("a", "Jane Doe", *COMPANIONS), *letter("b", "Jane Doe", *COMPANIONS), *others(150)]
    _, known = renewed(register(sources), Known())
    made, known = renewed(register([each for each in sources if each.members[0].document != "a"]), known)
    assert ids(made, "Jane Doe") == ["person-a-jane-doe"]
    made, _ = renewed(register(sources), known)
    assert ids(made, "Jane Doe") == ["person-a-jane-doe"]


NAMES = st.sampled_from(
    ["Jane Doe", "Doe, Jane", "J. Doe", "Otto Weber", "Weber", "Emil Krantz", "Nora Vigh"]
)
PERSON = st.tuples(
    NAMES, st.sampled_from(["", "", "", "1", "2"]), st.sampled_from([None, None, "1850", "1901"])
)
BATCHES = st.lists(st.lists(st.lists(PERSON, max_size=4), max_size=5), max_size=5)


@settings(max_examples=150, deadline=None)
@given(BATCHES, st.randoms(use_true_random=False))
def test_any_sequence_of_batches_renames_nothing_and_gives_the_same_again(batches, random) -> None:  # type: ignore[no-untyped-def]
    known = Known()
    decisions: list[Decision] = []
    documents: list[list[RegisterEntry]] = []
    where: dict[str, str] = {}
    steps: list[tuple[Register, list[Decision], bytes]] = []
    for number, batch in enumerate(batches):
        for place, persons in enumerate(batch):
            documents.append(
                [entry(name, f"d{number}-{place}", gnd=gnd, birth=birth) for name, gnd, birth in persons]
            )
        whole: dict[str, RegisterEntry] = {}
        for document in documents:
            for one in document:
                before = whole.get(one.id)
                if before is None:
                    whole[one.id] = one
                elif one.members[0] not in before.members:
                    whole[one.id] = replace(before, members=(*before.members, *one.members))
        source = register(sorted(whole.values(), key=lambda each: each.id))
        made, known = renewed(source, known, decisions)
        lines = b"".join(known.lines())
        # Kept and read, it is the same; the same documents again change nothing.
        assert Known.read(lines.splitlines(), "") == known
        again, same = renewed(source, known, decisions)
        assert (again, b"".join(same.lines())) == (made, lines)
        # Every member is in one entry, no id names two, and none that was given is lost.
        members = [member.address for each in made.entries for member in each.members]
        assert sorted(members) == sorted(m.address for each in source.entries for m in each.members)
        given_ids = [id_ for each in made.entries for id_ in (each.id, *each.former)]
        assert len(set(given_ids)) == len(given_ids)
        assert set(where.values()) <= set(given_ids)
        # What was decided to be two is two.
        of = {id_: each.id for each in made.entries for id_ in (each.id, *each.former)}
        for said in {frozenset((each.one, each.other)): each for each in decisions}.values():
            if said.said == "different":
                assert of[said.one] != of[said.other]
        # Nothing that was there has got another id, unless it went into an older one or a decision parted it.
        ages = {base.id: place for place, base in enumerate(known.bases)}
        for each in made.entries:
            assert all(ages[each.id] < ages[id_] for id_ in each.former)
        for each in made.entries:
            for member in each.members:
                old = where.get(member.address)
                assert old is None or decisions or of[old] == each.id
                where[member.address] = each.id
        steps.append((source, list(decisions), lines))
        if len(made.entries) > 1 and random.random() < 0.4:
            one, other = sorted(random.sample([each.id for each in made.entries], 2))
            decisions.append(Decision(one, other, random.choice(("same", "different"))))
    known = Known()
    for source, decided, lines in steps:
        _, known = renewed(source, known, decided)
        assert b"".join(known.lines()) == lines


def test_one_address_of_two_kinds_keeps_two_ids() -> None:
    person = entry("Berg", "a")
    place = replace(person, id="place-a-berg", kind="place")
    made, known = renewed(register([person, place]), Known())
    assert renewed(register([person, place]), known) == (made, known)
    assert {each.id for each in made.entries} == {person.id, place.id}
