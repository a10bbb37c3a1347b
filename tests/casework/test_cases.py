"""Cases: listed, shown, searched, and what is due today."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework import (
    actions,
    asjson,
    assessments,
    cases,
    chronology,
    corrections,
    exhibits,
    incidents,
    notes,
    referrals,
    wishes,
)
from casebook.clock import Hand
from casebook.errors.given import CaseNotFound, ReferenceInvalid, ValueUnknown
from casebook.store.book import Book
from tests.casework.conftest import entries, incident, later, logged, people, sitting

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
WORKER = people(("target", "pupil", 12), ("alleged", "staff", 30))


def test_cases_are_listed_the_newest_first_by_status(book: Book, hand: Hand) -> None:
    first = logged(book)
    later(hand, hours=1)
    second = logged(book)

    assert [each.case for each in cases.listed(book)] == [second, first]
    assert [each.case for each in cases.listed(book, limit=1)] == [second]
    assert cases.listed(book, "closed") == []
    assert len(cases.listed(book, "all")) == 2


def test_a_list_holds_what_this_persons_keys_open_and_no_more(made: Path, book: Book) -> None:
    logged(book)
    book.close()
    with sitting(made, "head") as heads:
        logged(heads, people=WORKER)
        assert {each.compartment for each in cases.listed(heads)} == {"general", "staff"}
    with sitting(made, "dsl", write=False) as dsls:
        assert {each.compartment for each in cases.listed(dsls)} == {"general"}
        assert {each.compartment for each in cases.search(dsls, "mocked")} == {"general"}


def test_a_case_is_due_when_the_earliest_of_what_is_open_is(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, case)
    before = cases.listed(book)[0].due
    for each in actions.listed(book, case, "open"):
        if each.clock == "T1":
            actions.do(book, each.id, "Done as asked.")

    after = cases.listed(book)[0].due
    assert before is not None
    assert after is not None
    assert before < after


def test_the_keys_of_a_shown_case_are_those_of_the_design(book: Book) -> None:
    case = logged(book)
    data = asjson.plain(cases.shown(book, case))

    assert {"case", "title", "status", "severity", "due", "compartment"} <= set(data)
    assert {
        "summary",
        "incidents",
        "people",
        "wishes",
        "assessments",
        "actions",
        "exhibits",
        "notes",
        "releases",
        "decisions",
        "referrals",
        "corrections",
        "closings",
        "supports",
    } <= set(data)


def test_an_incident_is_shown_under_the_keys_it_was_handed_in_with(book: Book) -> None:
    given = incident()
    case = logged(book)
    shown = asjson.plain(cases.shown(book, case).incidents[0])

    for key in ("title", "summary", "words", "known_at", "happened_at", "medium", "concerns"):
        assert shown[key] == given[key], key
    assert given["site"].items() <= shown["site"].items()  # type: ignore[attr-defined]


def test_how_a_contact_went_and_how_far_it_spread_is_shown_as_it_was_told(book: Book) -> None:
    told: dict[str, Any] = {
        "near_miss": True,
        "contact": {"begun_by": "Juno Biscuit-Test", "answered": "no", "automatic": True},
        "exchanges": [
            {"from": "Juno Biscuit-Test", "words": "Add me?", "at": "2026-11-16T18:00:00+00:00"}
        ],
        "spread": {"shared": "To two classes.", "lasting": "yes"},
        "bullying": {"does": ["humiliate"], "for_power": "yes"},
        "intent": "reckless",
        "already_done": ["blocked"],
        "policies": ["anti-bullying"],
    }
    case = logged(book, **told)
    shown = asjson.plain(cases.shown(book, case).incidents[0])

    assert {name: shown[name] for name in told} == told
    said = [each.said for each in chronology.chronology_of(book, case)]
    assert said[0] == "Sent by Juno Biscuit-Test. Add me?"
    assert {each.kind for each in cases.search(book, "Add me")} == {"incident"}
    assert cases.search(book, "from") == []
    corrections.correct(book, f"{case}-I01", "intent", "unknown", "Nobody knows that yet.")
    corrections.correct(book, f"{case}-I01", "already_done", "blocked, kept-copies", "She kept it.")
    now = cases.shown(book, case).incidents[0]
    assert (now.intent, list(now.already_done)) == ("unknown", ["blocked", "kept-copies"])
    with pytest.raises(ValueUnknown):
        corrections.correct(book, f"{case}-I01", "already_done", "danced", "No such word.")


def test_viewing_a_restricted_case_is_an_entry_and_a_general_one_is_not(
    staff_book: Book,
) -> None:
    restricted = logged(staff_book, people=WORKER)
    general = logged(staff_book)
    cases.shown(staff_book, restricted)
    cases.shown(staff_book, general)

    assert entries(staff_book, restricted)[-1] == ("viewed", "witness:case")
    assert "viewed" not in {verb for verb, _ in entries(staff_book, general)}


def test_a_reader_sees_a_restricted_case(made_with_staff: Path, staff_book: Book) -> None:
    case = logged(staff_book, people=WORKER)
    staff_book.close()
    with sitting(made_with_staff, "head", write=False) as heads:
        assert cases.shown(heads, case).case == case


@pytest.mark.parametrize("typed", ['"', "*", "NEAR(", "a AND", "x" * 100_000, "mocked'; DROP"])
def test_what_is_searched_for_is_text_whatever_it_looks_like(book: Book, typed: str) -> None:
    logged(book)

    assert isinstance(cases.search(book, typed), list)


def test_a_person_is_found_in_each_of_their_cases(book: Book) -> None:
    case = logged(book)
    hits = cases.search(book, "biscuit")

    assert {(each.case, each.kind) for each in hits} == {(case, "person")}


def test_a_note_is_found_under_its_own_reference(book: Book) -> None:
    note = notes.write(book, logged(book), "The caretaker saw a wheelbarrow.")

    assert [each.reference for each in cases.search(book, "wheelbarrow")] == [note.reference]


def test_today_says_what_is_overdue_due_waiting_and_not_triaged(
    book: Book, made: Path, hand: Hand
) -> None:
    waiting = logged(book, people=PUPILS, concerns=["hate-incident"], reported_by=None)
    assessments.assess(book, waiting)
    for each in actions.listed(book, waiting, "open"):
        actions.do(book, each.id, "Done as asked.")
    cases.close(book, waiting, "upheld")
    late = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, late)
    fresh = logged(book)
    later(hand, hours=10)

    now = cases.today(book)
    assert {each.case for each in now.overdue} == {late}
    assert {each.case for each in now.due} == {late}
    assert [each.case for each in now.untriaged] == [fresh]
    assert now.waiting == ()
    book.close()
    with sitting(made, "head", write=False) as heads:
        assert [each.case for each in cases.today(heads).waiting] == [waiting]


def test_a_chronology_tells_everything_in_order_of_when_it_was(book: Book, hand: Hand) -> None:
    case = logged(book)
    later(hand, minutes=10)
    assessments.assess(book, case)
    wishes.record(book, case, "Tansy Halfpenny-Test", "head", "Tell him.", answer="yes")
    exhibits.lodge_object(book, case, "A telephone", "the safe", "Alba Pine-Test")
    later(hand, hours=1)
    notes.write(book, case, "She rang.", at="2026-11-17T15:20:00+00:00")
    referrals.refer(book, case, "platform", agency="Chatterbox", reference="CB-1")
    lines = chronology.chronology_of(book, case)

    assert [each.at for each in lines] == sorted(each.at for each in lines)
    said = [each.said.split(":")[0].split(".")[0] for each in lines]
    assert said[0] == "It happened"
    assert said[1] == "Became known, brought by Tansy Halfpenny-Test"
    assert said.index("Note") < said.index("Case opened")
    assert any(each.startswith("Referred to The platform") for each in said)


def test_a_case_that_is_not_there_and_a_reference_that_is_none_differ(book: Book) -> None:
    with pytest.raises(CaseNotFound):
        cases.shown(book, "C-2026-0099")
    with pytest.raises(ReferenceInvalid):
        cases.shown(book, "the case of Perry")


def test_a_list_reads_the_same_for_many_cases_as_for_few(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above a number of cases, rows are sorted here and not asked for by name."""
    for _ in range(3):
        case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
        assessments.assess(book, case)
    few = cases.listed(book)
    monkeypatch.setattr("casebook.casework.duties.MANY", 1)

    assert cases.listed(book) == few


def test_incidents_keep_a_span_as_a_span(book: Book) -> None:
    span = ["2026-11-15T18:00:00+00:00", "2026-11-16T08:00:00+00:00"]
    data = incident(happened_at=None, happened_between=span)
    case = incidents.log(book, incidents.read(data)).case
    shown = asjson.plain(cases.shown(book, case).incidents[0])

    assert shown["happened_between"] == span
    assert shown["precision"] == "between"
