"""People told apart and brought together, with a trace and a way back."""

import pytest

from casebook.casework import (
    bundle_request,
    cases,
    chronology,
    incidents,
    matching,
    moving,
    people,
    wishes,
)
from casebook.casework.bundle_request import Wanted
from casebook.casework.case_file import of
from casebook.clock import Hand
from casebook.errors.rules import ReasonMissing
from casebook.errors.working import NobodyMarked, PartsNotParted, PeopleDiffer
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from tests.casework.conftest import entries, incident, later, logged


def named(name: str, role: str = "target", **more: object) -> dict[str, object]:
    """An invented pupil in an incident."""
    return {"name": name, "kind": "pupil", "role": role} | more


@pytest.fixture
def case(book: Book) -> str:
    """A case in which one boy stands under two spellings."""
    return logged(
        book,
        people=[
            named("Perry Winkle-Test", age=11),
            named("Jo Marrow-Test", "alleged", age=12),
            named("Pery Winkle-Test", "witness", age=11),
        ],
        concerns=["bullying-of-child"],
    )


def marks(book: Book, case: str) -> dict[str, list[str]]:
    """The roles of each person of a case, by their mark."""
    return {each.mark: [part.role for part in each.parts] for each in matching.listed(book, case)}


def test_two_are_taken_for_one_and_every_part_stays_its_incidents(book: Book, case: str) -> None:
    matching.merge(book, case, "P3", "P1", "A slip of the pen.")

    assert marks(book, case) == {"P1": ["target", "witness"], "P2": ["alleged"]}
    assert entries(book, case).count(("corrected", "correction")) == 1
    said = [each.said for each in chronology.chronology_of(book, case)]
    assert any("whose a part is, from “P3" in each for each in said)


def test_a_merging_is_undone_by_splitting_and_the_marks_stay(book: Book, case: str) -> None:
    before = matching.listed(book, case)
    matching.add_carer(book, case, "P3", "Petra Winkle-Test", relationship="mother")
    matching.merge(book, case, "P3", "P1", "A slip of the pen.")
    assert [each.name for each in matching.listed(book, case)[0].carers] == ["Petra Winkle-Test"]
    back = matching.split(book, case, "p1", "I01", "They are cousins.")

    assert (back.mark, back.id, back.name) == ("P3", before[2].id, "Pery Winkle-Test")
    assert [each.name for each in back.carers] == ["Petra Winkle-Test"]
    assert marks(book, case) == {"P1": ["target"], "P2": ["alleged"], "P3": ["witness"]}


def test_one_who_was_taken_for_the_earlier_is_parted_with_a_mark_of_their_own(
    book: Book, case: str, hand: Hand
) -> None:
    later(hand, hours=1)
    again = incidents.log(
        book,
        incidents.read(incident(people=[named("Jo Marrow-Test", "target", age=12)])),
        case,
    )
    assert again.joined == ("P2",)
    later(hand, hours=1)
    new = matching.split(book, case, "P2", "I02", "Another Jo, of Year 8.")
    later(hand, hours=1)
    incidents.log(book, incidents.read(incident(people=[named("Ivo Pea-Test")])), case)

    assert (new.mark, [each.role for each in new.parts]) == ("P4", ["target"])
    assert [each.mark for each in matching.listed(book, case)] == ["P1", "P2", "P3", "P4", "P5"]
    assert {each.mark: each.name for each in matching.listed(book, case)}["P5"] == "Ivo Pea-Test"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (named("Perry Winkle-Test"), named("Tilda Stone-Test"), "names"),
        (
            named("Perry Winkle-Test", born="2014-03-09"),
            named("Perry Winkle-Test", "alleged", born="2014-03-10"),
            "two days",
        ),
        (named("Perry Winkle-Test"), named("Perry Winkle-Test", "alleged", kind="parent"), "same"),
    ],
)
def test_who_differs_is_not_taken_for_one(
    book: Book, one: dict[str, object], other: dict[str, object], why: str
) -> None:
    case = logged(book, people=[one, other], concerns=["bullying-of-child"])
    with pytest.raises(PeopleDiffer) as refused:
        matching.merge(book, case, "P2", "P1", "I think so.")

    assert why in refused.value.message
    assert len(matching.listed(book, case)) == 2


def test_a_mark_a_reason_and_a_second_incident_are_needed(book: Book, case: str) -> None:
    with pytest.raises(NobodyMarked):
        matching.merge(book, case, "P9", "P1", "Because.")
    with pytest.raises(PeopleDiffer):
        matching.merge(book, case, "P1", "P1", "Because.")
    with pytest.raises(ReasonMissing):
        matching.merge(book, case, "P3", "P1", ".")
    with pytest.raises(PartsNotParted):
        matching.split(book, case, "P1", "I01", "Because.")
    with pytest.raises(PartsNotParted):
        matching.split(book, case, "P1", "I07", "Because.")


def test_nobody_decides_about_the_police_by_being_merged_into_another(book: Book) -> None:
    """An adult who decides is not made to vanish: their name must be like the other's."""
    case = logged(
        book,
        people=[
            {"name": "Tansy Halfpenny-Test", "kind": "staff", "role": "target", "age": 34},
            {"name": "Norbert Other-Test", "kind": "staff", "role": "reporter", "age": 50},
        ],
    )
    wishes.record(book, case, "Norbert Other-Test", "police", "Yes.", answer="yes")
    with pytest.raises(PeopleDiffer):
        matching.merge(book, case, "P1", "P2", "One and the same.")


def test_names_that_are_alike_are_offered_and_nobody_is_joined(book: Book, case: str) -> None:
    second = incidents.log(book, incidents.read(incident(people=[named("perry  WINKLE-test")])))

    assert {(each.case, each.mark, each.why) for each in second.alike} == {
        (case, "P1", "same-name"),
        (case, "P3", "near-name"),
    }
    assert second.case != case
    assert second.joined == ()
    told = {(mark, each.case) for mark, each in matching.match(book, second.case)}
    assert told == {("P1", case)}


def test_initials_and_two_of_one_name_are_asked_about_and_kept(book: Book) -> None:
    two = named("Mo Fen-Test", born="2014-03-09")
    logged_now = incidents.log(
        book, incidents.read(incident(people=[named("P.W."), two, dict(two), named("Li Wu-Test")]))
    )

    assert [each.partition(":")[0] for each in logged_now.questions] == [
        "Person 1",
        "Persons 2 and 3 have one name and one part",
    ]
    assert len(matching.listed(book, logged_now.case)) == 4


def test_who_works_here_and_is_hurt_does_not_deal_with_it_alone(book: Book, case: str) -> None:
    hurt = incidents.log(book, incidents.read(incident()))

    assert [each.partition(" works")[0] for each in hurt.tell_now] == ["Person 1"]
    pupils = incidents.log(book, incidents.read(incident(people=[named("Ivo Pea-Test")])))
    assert pupils.tell_now == ()


def test_a_person_is_put_right_by_their_mark(book: Book, case: str) -> None:
    matching.amend(book, case, "P2", "name", reading="Josephine Marrow-Test", why="Her full name.")

    assert matching.listed(book, case)[1].name == "Josephine Marrow-Test"
    found = matching.match(book, logged(book, people=[named("Josephine Marrow-Test")]))
    assert [(each.mark, each.case) for _, each in found] == [("P2", case)]


def test_a_case_with_merged_people_proves_and_leaves_with_their_marks(
    book: Book, case: str, hand: Hand
) -> None:
    matching.merge(book, case, "P3", "P1", "A slip of the pen.")
    compartment, file = of(book, case)

    matter = bundle_request.matter_of(book, file)
    assert [row["mark"] for row in matter["person"]] == ["P1", "P2"]
    wanted = Wanted("police", "p", "b", "r", hand.moment)
    asked = bundle_request.of_case(book, compartment, file, wanted)
    assert asked.log.size == compartment.head().size
    assert verify_folder(book.folder.path, book).verdict == "unchanged"


def test_who_was_merged_and_parted_moves_along_with_the_case(staff_book: Book, hand: Hand) -> None:
    case = logged(
        staff_book,
        people=[named("Perry Winkle-Test"), named("Pery Winkle-Test", "witness")],
        concerns=["bullying-of-child"],
    )
    incidents.log(
        staff_book, incidents.read(incident(people=[named("Perry Winkle-Test", "alleged")])), case
    )
    matching.merge(staff_book, case, "P2", "P1", "One boy.")
    matching.split(staff_book, case, "P1", "I02", "Another Perry.")
    before = marks(staff_book, case)
    matching.amend(staff_book, case, "P3", "name", reading="Tilda Stone-Test", why="His sister.")
    assert [
        each.mark
        for _, each in matching.match(
            staff_book, logged(staff_book, people=[named("Tilda Stone-Test")])
        )
    ] == ["P3"]

    later(hand, hours=1)
    moved = moving.move(staff_book, case, "staff", "It concerns a colleague's child.").case
    assert marks(staff_book, moved) == before == {"P1": ["target", "witness"], "P3": ["alleged"]}
    assert verify_folder(staff_book.folder.path, staff_book).verdict == "unchanged"


def test_an_accused_worker_is_found_through_a_merging(staff_book: Book) -> None:
    """What is alleged of somebody stays alleged of whoever they turn out to be."""
    case = logged(
        staff_book,
        people=[
            {"name": "Hector Sampel", "kind": "staff", "role": "alleged"},
            {"name": "Hector Sample-Test", "kind": "staff", "role": "witness"},
        ],
        concerns=["staff-private-contact"],
    )
    matching.amend(staff_book, case, "P1", "name", reading="Hector Sample-Test", why="A slip.")
    matching.merge(staff_book, case, "P1", "P2", "One man.")

    _, file = of(staff_book, case)
    assert people.was_allegation(file)
    assert [each.role for each in cases.shown(staff_book, case).people[0].parts] == [
        "alleged",
        "witness",
    ]
