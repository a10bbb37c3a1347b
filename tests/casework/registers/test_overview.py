"""All registers together: what is due, what is found, and what stays when the casebook moves on."""

from pathlib import Path

import pytest

from casebook.casework import cases
from casebook.casework.registers import (
    approvals,
    channels,
    deviations,
    keeping,
    onlinechecks,
    overview,
    relationships,
)
from casebook.casework.registers.channels import CHANNELS
from casebook.casework.registers.views import keys
from casebook.clock import Hand
from casebook.errors.given import RecordNotFound, ReferenceInvalid
from casebook.errors.opening import NotAHolder
from casebook.store import backup
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from casebook.vault.layout import at
from tests.casework.conftest import later, sitting
from tests.casework.registers.conftest import ACCOUNT
from tests.casework.registers.test_approvals import ASKED
from tests.casework.registers.test_deviations import DEPARTED
from tests.casework.registers.test_onlinechecks import CHECK
from tests.casework.registers.test_relationships import DECLARED

HOSTILE = "Perry\u202e\x1b[31mWinkle\u2066-Test"
"""A name that would turn a line round, and colour it."""


def filled(book: Book, within: str = "") -> list[str]:
    """One thing in each register, by reference."""
    return [
        channels.apply(book, ACCOUNT).reference,
        relationships.declare(book, {**DECLARED, "review_on": "1/12/2026"}, within).reference,
        approvals.ask(book, {**ASKED, "expires_on": "10/12/2026"}, within).reference,
        deviations.record(book, {**DEPARTED, "review_on": "20/11/2026"}, within).reference,
        onlinechecks.record(book, CHECK, within or "general", public_only=True).reference,
    ]


def test_what_is_due_in_thirty_days_or_late_shows_today_the_soonest_first(
    book: Book, hand: Hand
) -> None:
    filled(book)

    due = cases.today(book).reviews
    assert [each.reference for each in due] == ["C-DV-0001", "C-RE-0001", "C-AP-0001"]
    assert not any(each.overdue for each in due)
    later(hand, days=20)
    late = cases.today(book).reviews
    assert [each.overdue for each in late] == [True, True, False]
    channels.amend(book, "C-CH-0001", {"run_by": ["Bo Specimen-Test"]}, "Tilda left.")
    assert cases.today(book).reviews[-1].pressing == ("fewer than 2 people run it",)


def test_the_thirtieth_day_shows_and_the_one_before_does_not(book: Book, hand: Hand) -> None:
    relationships.declare(book, {**DECLARED, "review_on": "18/12/2026"})

    assert cases.today(book).reviews == ()
    later(hand, days=1)
    assert [str(each.review_on) for each in cases.today(book).reviews] == ["2026-12-18"]


def test_everything_is_found_by_its_words_and_stands_under_its_reference(book: Book) -> None:
    references = filled(book)

    found = {each.reference: each for each in cases.search(book, "test")}
    assert set(references) <= set(found)
    assert found["C-RE-0001"].title == "Tansy Halfpenny-Test and Perry Winkle-Test: a godchild"
    assert found["C-RE-0001"].case == ""
    for each in references:
        view, readings = overview.shown(book, each.lower())
        assert (view.reference, len(readings)) == (each, 1)
        assert {"reference", "register", "state", "minds", "review_on"} <= set(keys(view))


def test_a_look_into_a_restricted_register_is_an_entry(made: Path, hand: Hand) -> None:
    with sitting(made, "head") as book:
        onlinechecks.record(book, CHECK, public_only=True)
        before = book.compartment("staff").head().size
        overview.shown(book, "S-OC-0001")
        assert book.compartment("staff").entries()[-1].verb == "viewed"
        assert book.compartment("staff").head().size == before + 1
        _, readings = overview.shown(book, "S-OC-0001")
        assert [each.verb for each in readings] == ["checked"]
    with sitting(made, "dsl", write=False) as book:
        with pytest.raises(NotAHolder):
            overview.shown(book, "S-OC-0001")
        with pytest.raises(RecordNotFound):
            overview.shown(book, "C-OC-0001")
        with pytest.raises(ReferenceInvalid):
            overview.shown(book, "C-2026-0001")


def test_registers_verify_and_are_in_every_copy(
    made: Path, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with sitting(made, "dsl") as book:
        references = filled(book)
        identity = book.identity
    backup.back_up(at(made), identity, tmp_path / "Copy.casebook")
    backup.restore(at(tmp_path / "Copy.casebook"), identity, tmp_path / "Back.casebook")

    with sitting(tmp_path / "Back.casebook", "dsl", write=False) as book:
        assert [overview.shown(book, each)[0].reference for each in references] == references
        verdict = verify_folder(tmp_path / "Back.casebook", book)
        assert verdict.verdict == "unchanged", verdict.findings


def test_a_row_that_was_changed_behind_the_ledger_is_found(made: Path, hand: Hand) -> None:
    """The broken control: what was approved cannot be approved by hand."""
    with sitting(made, "dsl") as book:
        channels.apply(book, ACCOUNT)
        engine = book.compartment("general").engine.execution_options(writes=True)
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE channel SET state = 'approved'")
        found = verify_folder(made, book)
    assert found.verdict == "changed"
    assert any("channel C-CH-0001" in each.object for each in found.findings)


def test_no_registration_is_ever_removed(made: Path, hand: Hand) -> None:
    with sitting(made, "dsl") as book:
        filled(book)
        engine = book.compartment("general").engine.execution_options(writes=True)
        for table in ("channel", "relationship", "approval", "deviation", "onlinecheck"):
            with pytest.raises(Exception, match="never removed"), engine.begin() as connection:
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - named above


def test_a_hostile_name_is_kept_letter_for_letter(book: Book) -> None:
    relationships.declare(book, {**DECLARED, "whom": HOSTILE})

    view, _ = overview.shown(book, "C-RE-0001")
    assert view.details["whom"] == HOSTILE


def test_numbers_go_on_in_each_register_and_each_compartment(made: Path, hand: Hand) -> None:
    with sitting(made, "head") as book:
        assert filled(book)[1] == "C-RE-0001"
        assert filled(book, "staff")[1:] == [
            "S-RE-0001",
            "S-AP-0001",
            "S-DV-0001",
            "S-OC-0001",
        ]
        assert [each.reference for each in keeping.listed(book, CHANNELS)] == [
            "C-CH-0001",
            "C-CH-0002",
        ]
