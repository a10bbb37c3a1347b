"""Corrections: a later reading beside the earlier one, which counts from then on."""

import pytest

from casebook.casework import (
    assessments,
    cases,
    corrections,
    exhibits,
    notes,
    supports,
    wishes,
)
from casebook.casework.corrections import CORRECTABLE
from casebook.clock import Hand
from casebook.errors.given import (
    FieldFixed,
    ReadingInvalid,
    RecordNotFound,
    ReferenceInvalid,
    ValueUnknown,
)
from casebook.errors.rules import CaseMustMove, ReasonMissing
from casebook.records.kinds import KINDS
from casebook.store.book import Book
from tests.casework.conftest import later, logged, people

WHY = "It was mistyped."


def test_the_later_reading_is_shown_with_the_earlier_beside_it(book: Book) -> None:
    case = logged(book)
    corrections.correct(book, case, "title", "Mocked by parents", WHY)

    view = cases.shown(book, case)
    assert view.title == "Mocked by parents"
    assert cases.listed(book)[0].title == "Mocked by parents"
    assert cases.search(book, "biscuit")[0].title == "Mocked by parents"
    assert view.corrections[0].earlier == "A teaching assistant is mocked in a parents' group chat"
    assert view.corrections[0].why == WHY


def test_the_row_itself_stays_as_it_was_written(book: Book) -> None:
    case = logged(book)
    corrections.correct(book, case, "title", "Mocked by parents", WHY)

    _, row = book.find_case(case)
    assert row.title == "A teaching assistant is mocked in a parents' group chat"


def test_a_correction_is_corrected_by_another(book: Book, hand: Hand) -> None:
    case = logged(book)
    corrections.correct(book, case, "title", "First", WHY)
    later(hand, hours=1)
    second = corrections.correct(book, case, "title", "Second", WHY)

    assert second.earlier == "First"
    assert cases.shown(book, case).title == "Second"


def test_a_time_of_an_incident_is_put_right_as_typed_or_as_iso(book: Book) -> None:
    case = logged(book)
    corrections.correct(book, f"{case}-I01", "happened_at", "15/11/2026 18:00", WHY)
    corrections.correct(book, f"{case}-i01", "known_at", "2026-11-16T09:00:00+00:00", WHY)

    incident = cases.shown(book, case).incidents[0]
    assert str(incident.happened_at) == "2026-11-15 18:00:00+00:00"
    assert str(incident.known_at) == "2026-11-16 09:00:00+00:00"
    assert [each.field for each in incident.corrections] == [
        "happened_from",
        "happened_to",
        "known_at",
    ]
    assert assessments.assess(book, case).known_at == "2026-11-16T09:00:00+00:00"


def test_people_exhibits_wishes_notes_and_help_can_be_put_right(book: Book) -> None:
    case = logged(book)
    wish = wishes.record(book, case, "Tansy", "head", "Tell him.")
    note = notes.write(book, case, "She rang.")
    offer = supports.offer(book, case, "Tansy", "Her union")
    thing = exhibits.lodge_object(book, case, "A telephone", "the safe", "Alba Pine-Test")
    person = cases.shown(book, case).people[0]
    for reference, field, reading in (
        (wish.reference, "words", "Only the police, please."),
        (note.reference, "words", "She rang twice."),
        (f"{case} {offer.id[:8]}", "taken", "yes"),
        (f"{case} {thing.reference.lower()}", "description", "A tablet"),
        (f"{case} {person.id}", "name", "Tansy Ha'penny-Test"),
        (f"{case} {person.id}", "role", "witness"),
    ):
        corrections.correct(book, reference, field, reading, WHY)

    view = cases.shown(book, case)
    assert view.wishes[0].words == "Only the police, please."
    assert view.notes[0].words == "She rang twice."
    assert view.supports[0].taken == "yes"
    assert view.exhibits[0].description == "A tablet"
    assert view.people[0].name == "Tansy Ha'penny-Test"
    assert view.people[0].role == "witness"
    assert len(view.corrections) == 6


@pytest.mark.parametrize(
    ("reference", "field"),
    [
        ("{case}", "status"),
        ("{case}", "severity"),
        ("{case}", "reference"),
        ("{case}-I01", "case_id"),
        ("{case}-I01", "recorded_at"),
        ("{case}-W01", "answer"),
        ("{case} APT/1", "sha256"),
        ("{case} APT/1", "gate_answer"),
        ("{case}", "Perry told me"),
    ],
)
def test_what_identifies_proves_or_steers_is_not_corrected(
    book: Book, reference: str, field: str
) -> None:
    case = logged(book)
    wishes.record(book, case, "Tansy", "police", "No.", answer="no")
    exhibits.lodge_object(book, case, "A telephone", "the safe", "Alba Pine-Test")
    with pytest.raises(FieldFixed) as refused:
        corrections.correct(book, reference.format(case=case), field, "x", WHY)

    assert "Perry" not in str(refused.value.as_json())


@pytest.mark.parametrize(
    ("field", "reading"),
    [("age", "300"), ("age", "twelve"), ("born", "09/03/2016"), ("born", "2027-01-01")],
)
def test_a_reading_is_checked_as_strictly_as_the_first(
    book: Book, field: str, reading: str
) -> None:
    case = logged(book)
    person = cases.shown(book, case).people[0]
    with pytest.raises(ReadingInvalid):
        corrections.correct(book, f"{case} {person.id}", field, reading, WHY)


def test_a_word_that_is_none_of_a_list_is_refused(book: Book) -> None:
    case = logged(book)
    person = cases.shown(book, case).people[0]
    with pytest.raises(ValueUnknown):
        corrections.correct(book, f"{case} {person.id}", "kind", "teacher", WHY)
    with pytest.raises(ReadingInvalid):
        corrections.correct(book, f"{case}-I01", "concerns", "gossip", WHY)


def test_a_reason_is_needed(book: Book) -> None:
    with pytest.raises(ReasonMissing):
        corrections.correct(book, logged(book), "title", "x", " ")


@pytest.mark.parametrize("reference", ["{case}-N09", "{case} AP/9", "{case} deadbeef", "{case} ab"])
def test_what_is_not_there_is_named(book: Book, reference: str) -> None:
    case = logged(book)
    with pytest.raises(RecordNotFound):
        corrections.correct(book, reference.format(case=case), "words", "x", WHY)


@pytest.mark.parametrize("reference", ["", "nonsense", "C-2026-0001-Z01", "C-2026-0001-I01 AP/1"])
def test_a_reference_that_is_none_is_refused(book: Book, reference: str) -> None:
    logged(book)
    with pytest.raises(ReferenceInvalid):
        corrections.correct(book, reference, "words", "x", WHY)


def test_a_correction_that_brings_a_case_before_whom_it_concerns_is_refused(book: Book) -> None:
    case = logged(book, people=people(("target", "pupil", 12), ("alleged", "parent", 40)))
    parent = cases.shown(book, case).people[1]
    for field, reading in (("kind", "staff"), ("user", "dsl")):
        with pytest.raises(CaseMustMove):
            corrections.correct(book, f"{case} {parent.id}", field, reading, WHY)

    assert cases.shown(book, case).corrections == ()


def test_every_correctable_field_is_a_column(book: Book) -> None:
    for kind, fields in CORRECTABLE.items():
        assert set(fields) <= set(KINDS[kind].model_fields), kind
