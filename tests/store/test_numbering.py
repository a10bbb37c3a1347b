"""No reference stands for two things, although the casebook that gave it out is gone."""

import shutil
from datetime import datetime
from pathlib import Path

from casebook import clock
from casebook.clock import travelling
from casebook.records.case import Case
from casebook.records.note import Note
from casebook.store.book import Book, open_book, open_with
from casebook.store.change import Change
from casebook.vault import layout, slots
from tests.school import WORDS


def opened_in(change: Change) -> Case:
    """A case that is opened in this change."""
    reference = change.number_case()
    case = Case.of(reference=reference, title="Invented", opened_at=clock.now(), opened_by="dsl")
    return change.add("opened", case)


def noted_in(change: Change, case: Case) -> str:
    """The reference of a note that is kept in this change."""
    now = clock.now()
    said = {"words": "Invented.", "at": now, "recorded_at": now, "recorded_by": "dsl"}
    row = Note.of(case_id=case.id, reference=change.number(case, "note"), **said)
    return change.add("noted", row).reference


def given_out(book: Book, case: Case | None = None) -> tuple[Case, list[str]]:
    """A note in an earlier case, a new case, and a note in that; all their references."""
    with book.compartment("general").changing() as change:
        first = [] if case is None else [noted_in(change, case), change.number_exhibit(case, "AP")]
        new = opened_in(change)
        return new, [*first, new.reference, noted_in(change, new)]


def test_what_a_lost_casebook_gave_out_is_given_to_nothing_else(made: Path, tmp_path: Path) -> None:
    """[VF-82] Cases, what belongs to them, and exhibits; none of them twice after a signed gap."""
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        case, before = given_out(book)
    older = Path(shutil.copytree(made, tmp_path / "older"))
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        lost = [given_out(book, case)[1] for _ in range(3)]
        entries = book.compartment("general").head().size
    on_paper = {*before, *(each for some in lost for each in some)} - {"AP/1"}
    shutil.rmtree(made)
    shutil.copytree(older, made)

    at = layout.at(made)
    with open_with(at, slots.open_slot(at, "dsl", WORDS["dsl"]), accept_gap=True) as book:
        ((_, was, found),) = book.gaps
        assert was.size == entries
        _, again = given_out(book, case)
        assert not on_paper & set(again)
        number = 1 + was.size - found.size + 1
        assert again[2:] == [f"C-{clock.now().year}-{number:04d}", f"{again[2]}-N01"]
        assert again[1] == f"AP/{was.size - found.size + 1}"


def test_the_next_year_begins_at_one(book: Book) -> None:
    """What was lost in one year gave out nothing of the next, nor of a case opened after it."""
    general = book.compartment("general")
    with travelling(datetime(2027, 3, 1, 9, 0, tzinfo=clock.LONDON)) as hand:
        with general.changing() as change:
            said = {"seen_size": 40, "seen_root": "", "size": 10, "root": ""}
            change.witness("restored", "settings", book.casebook_id, **said)
            case = opened_in(change)
            assert case.reference == "C-2027-0031"
            assert noted_in(change, case) == "C-2027-0031-N01"
        hand.set(datetime(2028, 3, 1, 9, 0, tzinfo=clock.LONDON))
        with general.changing() as change:
            assert opened_in(change).reference == "C-2028-0001"
            assert noted_in(change, case) == "C-2027-0031-N02"
