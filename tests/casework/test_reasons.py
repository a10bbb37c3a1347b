"""Why the latest triage of a case came out as it did, and what it changed."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.casework import assessments, reasons
from casebook.clock import Hand
from casebook.errors.asked import EditionNotInForce, QuestionValueUnknown
from casebook.store.book import Book
from casebook.triage import catalogue
from tests.casework.conftest import later, logged, people

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))


def told(book: Book, case: str) -> reasons.Reasons:
    """The reasons of a case that was triaged."""
    found = reasons.of_latest(book, case)
    assert found is not None
    return found


@pytest.fixture
def case(book: Book) -> str:
    return logged(book, people=PUPILS, concerns=["bullying-of-child"])


def test_before_the_first_triage_there_are_none(book: Book, case: str) -> None:
    assert reasons.of_latest(book, case) is None


def test_the_first_triage_changed_nothing_and_the_second_says_what(book: Book, case: str) -> None:
    assessments.assess(book, case)
    first = told(book, case)
    assessments.assess(book, case, signs=["serious-injury"])
    second = told(book, case)

    assert first.changed == ()
    assert {each.what for each in second.changed} == {"severity", "wishes", "route police"}
    assert second.explained.severity.startswith("4 ")
    assert (second.newer_edition, second.newer_changes) == ("", ())


def test_an_edition_that_came_since_is_named_and_asked_only_where_somebody_says_so(
    book: Book, case: str, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = assessments.assess(book, case)
    (first, *_) = catalogue.editions()
    newer = replace(first, id="england-test-later", since=date(2026, 11, 25))
    monkeypatch.setattr(catalogue, "editions", lambda _folder=None: (first, newer))

    with pytest.raises(EditionNotInForce):
        assessments.assess(book, case, edition=newer.id)
    later(hand, days=14)
    again = assessments.assess(book, case)
    found = told(book, case)
    under_it = assessments.assess(book, case, edition=newer.id)

    assert kept.catalogue == again.catalogue == "england-2026.1"
    assert found.newer_edition == newer.id
    assert [(each.what, each.after) for each in found.newer_changes] == [("catalogue", newer.id)]
    assert under_it.catalogue == newer.id
    assert told(book, case).newer_edition == ""
    assert [each.what for each in told(book, case).changed] == ["catalogue"]


def test_an_edition_that_nobody_wrote_is_refused_with_the_nearest(book: Book, case: str) -> None:
    with pytest.raises(QuestionValueUnknown) as refused:
        assessments.assess(book, case, edition="england-2026.2")

    assert refused.value.named["nearest"] == "england-2026.1"
