"""Logging: an incident goes where its people say it belongs, and nowhere in between."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework import actions, assessments, cases, closings, incidents
from casebook.casework.received import Logged
from casebook.errors.given import IncidentInvalid
from casebook.errors.opening import BookReadOnly, NotAHolder
from casebook.errors.rules import (
    AddedToHigher,
    BelongsElsewhere,
    CaseNotOpen,
    NeedsSeparateCasebook,
)
from casebook.store.book import Book
from tests.casework.conftest import entries, incident, logged, people, sitting

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))


def log(book: Book, case: str | None = None, **changes: Any) -> Logged:  # noqa: ANN401
    """Log an invented incident."""
    return incidents.log(book, incidents.read(incident(**changes)), case)


def test_an_incident_between_pupils_opens_a_general_case(book: Book) -> None:
    done = log(book, people=PUPILS)

    assert (done.case, done.incident) == ("C-2026-0001", "C-2026-0001-I01")
    assert done.compartment == "general"
    assert cases.shown(book, done.case).title == incident()["title"]


def test_every_time_is_read_back_in_full_words(book: Book) -> None:
    done = log(book, wishes=[{"whose": "P", "about": "head", "words": "w", "at": "17/11 at 1525"}])

    assert list(done.read_back) == [
        "The school knew of it from Tuesday 17 November 2026 at 15:15 GMT.",
        "It happened on Monday 16 November 2026 at 19:20 GMT.",
        "Wish 1 was expressed on Tuesday 17 November 2026 at 15:25 GMT.",
        "Wish 1 is kept as undecided: neither yes nor no was given.",
    ]


def test_a_time_that_nobody_knows_is_read_back_as_unknown(book: Book) -> None:
    assert "When it happened is not known." in log(book, happened_at=None).read_back


def test_an_allegation_against_staff_goes_to_the_staff_compartment(staff_book: Book) -> None:
    done = log(staff_book, people=people(("alleged", "staff", None), ("target", "pupil", 9)))

    assert done.case == "S-2026-0001"


@pytest.mark.parametrize("kind", ["staff", "head", "chair", "proprietor", "dsl", "governor"])
def test_what_may_not_be_kept_here_is_refused_and_nothing_is_written(book: Book, kind: str) -> None:
    """The DSL holds general alone: nothing against a worker is written there, or hinted at."""
    before = book.compartment("general").head()
    with pytest.raises((BelongsElsewhere, NeedsSeparateCasebook)) as refused:
        log(book, people=people(("alleged", kind, None), ("target", "pupil", 9)))

    assert book.compartment("general").head() == before
    assert refused.value.exit_status == 1
    assert "Nothing was written" in refused.value.written
    assert refused.value.details[0]["when"] == "now"
    assert not {"staff", "governance"} & set(str(refused.value.as_json()).casefold().split())


def test_an_allegation_against_the_chair_is_not_for_the_chair_to_be_rung_about(
    book: Book,
) -> None:
    with pytest.raises(NeedsSeparateCasebook) as refused:
        log(book, people=people(("alleged", "chair", None), ("target", "pupil", 9)))

    assert [each["who"] for each in refused.value.details] == ["the LADO"]


def test_the_head_may_not_keep_a_case_about_the_head(made: Path, book: Book) -> None:
    book.close()
    with sitting(made, "head") as heads, pytest.raises(BelongsElsewhere):
        log(heads, people=people(("alleged", "head", None), ("target", "pupil", 9)))


def test_the_chair_keeps_a_case_about_the_head(made: Path, book: Book) -> None:
    book.close()
    with sitting(made, "chair") as chairs:
        done = log(chairs, people=people(("alleged", "head", None), ("target", "pupil", 9)))

    assert done.case == "G-2026-0001"


def test_a_case_about_the_dsl_moves_past_the_compartment_that_the_dsl_holds(
    made_with_staff: Path, staff_book: Book
) -> None:
    """Staff is where it belongs, but the DSL holds it here: so it moves up to governance."""
    accused = people(("alleged", "dsl", None), ("target", "pupil", 9))
    with pytest.raises(BelongsElsewhere):
        log(staff_book, people=accused)
    staff_book.close()

    with sitting(made_with_staff, "chair") as chairs:
        assert log(chairs, people=accused).compartment == "governance"


def test_a_person_marked_as_a_user_is_kept_out_whatever_their_kind(made: Path, book: Book) -> None:
    """The DSL is also a parent: a case about that parent is not kept where the DSL reads."""
    parent = {"kind": "parent", "role": "alleged", "name": "Dilys Specimen", "user": "dsl"}
    with pytest.raises(BelongsElsewhere):
        log(book, people=[parent])
    book.close()

    with sitting(made, "head") as heads:
        assert log(heads, people=[parent]).compartment == "staff"


def test_a_mark_for_somebody_who_is_no_user_is_refused(book: Book) -> None:
    with pytest.raises(IncidentInvalid) as refused:
        log(book, people=[{"kind": "staff", "role": "witness", "user": "nobody"}])

    assert refused.value.details[0]["field"] == "people.0.user"


def test_a_second_incident_joins_its_case(book: Book) -> None:
    first = log(book, people=PUPILS)
    second = log(book, first.case, title="It went on in the changing room")

    view = cases.shown(book, first.case)
    assert second.incident == f"{first.case}-I02"
    assert [each.title for each in view.incidents][1] == "It went on in the changing room"


def test_a_part_is_never_carried_from_one_incident_to_another(book: Book) -> None:
    case = log(
        book, people=[{"name": "Perry Winkle-Test", "kind": "pupil", "role": "alleged"}]
    ).case
    log(book, case, people=[{"name": "Perry Winkle-Test", "kind": "pupil", "role": "target"}])

    person = cases.shown(book, case).people[0]
    assert [(each.incident[-3:], each.role) for each in person.parts] == [
        ("I01", "alleged"),
        ("I02", "target"),
    ]


def test_two_pupils_of_one_name_stay_two(book: Book) -> None:
    twins = [
        {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "born": "2014-03-09"},
        {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "born": "2014-03-09"},
    ]
    case = log(book, people=twins).case

    assert len(cases.shown(book, case).people) == 2
    log(book, case, people=twins[:1])
    assert len(cases.shown(book, case).people) == 3


def test_an_incident_that_belongs_higher_is_not_added_to_a_lower_case(book: Book) -> None:
    case = log(book, people=PUPILS).case
    with pytest.raises(AddedToHigher):
        log(book, case, people=people(("alleged", "staff", None), ("target", "pupil", 9)))

    assert len(cases.shown(book, case).incidents) == 1


def test_a_compartment_that_is_not_held_answers_the_same_whatever_is_in_it(
    made: Path, book: Book
) -> None:
    book.close()
    with sitting(made, "chair") as chairs:
        there = log(chairs, people=people(("alleged", "head", None), ("target", "pupil", 9))).case
    with sitting(made, "dsl", write=False) as dsls:
        answers = []
        for reference in (there, "G-2026-0099"):
            with pytest.raises(NotAHolder) as refused:
                cases.shown(dsls, reference)
            answers.append(refused.value.as_json())

    assert answers[0] == answers[1]


def test_the_ledger_tells_of_everything_that_was_logged(book: Book) -> None:
    case = log(
        book,
        people=PUPILS,
        wishes=[{"whose": "P", "about": "police", "words": "w"}],
    ).case

    kinds = [kind for _, kind in entries(book, case)]
    assert {"case", "incident", "person", "involvement", "wish"} <= set(kinds)


def test_nothing_is_logged_by_a_reader(made: Path, book: Book) -> None:
    with sitting(made, "head", write=False) as heads, pytest.raises(BookReadOnly):
        log(heads)


def test_a_person_without_a_name_and_one_with_a_strange_one_are_kept(book: Book) -> None:
    strange = ["O'Brien\"; DROP TABLE", "NULL", "-1", "\u202eesrever", "x" * 300]
    listed = [{"kind": "unknown", "role": "alleged"}]
    listed += [{"name": each, "kind": "pupil", "role": "witness"} for each in strange]
    case = log(book, people=listed).case

    names = {each.name for each in cases.shown(book, case).people}
    assert names == {"", *strange}


def test_a_closed_case_takes_no_further_incident(book: Book) -> None:
    case = logged(book, concerns=["parent-post"], reported_by=None)
    assessments.assess(book, case)
    for each in actions.listed(book, case, "open"):
        actions.rule_out(book, each.id, "Invented reason.", "Invented authority")
    closings.close(book, case, "no-further-action")

    with pytest.raises(CaseNotOpen):
        log(book, case)
