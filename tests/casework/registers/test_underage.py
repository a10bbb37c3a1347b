"""An under-age account is reported by the school, with no day of birth, once parents heard."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework import cases, corrections
from casebook.casework.registers import channels, underage
from casebook.casework.registers.underage import Parents
from casebook.clock import Hand
from casebook.errors.given import RecordNotFound, TextUnusable
from casebook.errors.registers import (
    BirthDayRefused,
    NotFromTheSchool,
    NotTheirsToDecide,
    ParentsUntold,
)
from casebook.errors.rules import ReasonMissing
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from tests.casework.conftest import logged, sitting
from tests.casework.registers.conftest import ACCOUNT

PERRY = {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "born": "2016-03-09"}
TOLD = Parents("Mother, on the telephone: she will help.", "16/11/2026", complaint_told=True)
REPORT: dict[str, Any] = {
    "whose": "perry  winkle-test",
    "platform": "Chatterbox",
    "account": "@perry_2016",
    "channel": "C-CH-0001",
    "words": "This account belongs to a pupil of ours who is younger than your terms allow.",
    "parents": TOLD,
}


def opened(book: Book) -> str:
    """A case about a pupil whose day of birth is known."""
    return logged(book, people=[PERRY], concerns=["underage-account"])


def test_a_report_goes_from_the_school_and_says_who_decided_and_who_was_told(
    accounts: Path,
) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        view = underage.report(book, case, **REPORT)
        assert (view.reference, view.whose, view.channel) == (
            f"{case}-U01",
            "Perry Winkle-Test",
            "C-CH-0001",
        )
        assert view.decided_by == "Dilys Specimen (dsl)"
        assert (str(view.parents_told_on), view.complaint_told) == ("2026-11-16", True)
        answered = underage.answer(book, view.reference, "Taken down.", "CB-77")
        assert (answered.answer, answered.their_reference) == ("Taken down.", "CB-77")
        assert cases.shown(book, case).underage_reports[0] == answered
        assert verify_folder(accounts, book).verdict == "unchanged"


def test_no_day_of_birth_goes_out_or_is_kept_in_any_form_or_field(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        for date in ("9/3/2016", "2016-03-09", "9th March 2016", "09032016", "2016"):
            text = f"The pupil is of {date}, as the register says"
            for change in (
                {"words": text},
                {"platform": text},
                {"their_reference": text},
                {"parents": Parents(text, "16/11/2026", complaint_told=True)},
                {"parents": Parents(not_told_why=text)},
            ):
                with pytest.raises(BirthDayRefused) as caught:
                    underage.report(book, case, **(REPORT | change))
                assert "2016" not in str(caught.value.as_json())
        assert cases.shown(book, case).underage_reports == ()


def test_neither_an_answer_nor_a_correction_brings_one_in(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        view = underage.report(book, case, **REPORT)
        with pytest.raises(BirthDayRefused):
            underage.answer(book, view.reference, "They asked whether 9.3.16 is right.")
        with pytest.raises(BirthDayRefused):
            corrections.correct(book, view.reference, "parents_told", "Born 2016", "Fuller.")
        corrections.correct(book, view.reference, "account", "@perry_2017", "A slip.")
        assert cases.shown(book, case).underage_reports[0].account == "@perry_2017"


def test_no_private_account_and_none_that_is_not_approved_reports(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        channels.apply(book, {**ACCOUNT, "name": "Second"})
        for account in ("my own account", "@tilda", "C-CH-0002", "C-CH-0009", ""):
            with pytest.raises(NotFromTheSchool):
                underage.report(book, case, **{**REPORT, "channel": account})
        channels.close(book, "C-CH-0001", "Nobody read it.")
        with pytest.raises(NotFromTheSchool):
            underage.report(book, case, **REPORT)


def test_the_parents_hear_first_and_that_they_may_complain(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        for parents in (
            Parents(),
            Parents("Mother", "16/11/2026"),
            Parents("Mother", None, complaint_told=True),
            Parents("", "16/11/2026", complaint_told=True),
        ):
            with pytest.raises(ParentsUntold):
                underage.report(book, case, **{**REPORT, "parents": parents})


def test_where_telling_them_is_a_risk_that_is_said(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        with pytest.raises(ReasonMissing):
            underage.report(book, case, **{**REPORT, "parents": Parents(not_told_why="-")})
        why = Parents(not_told_why="Social care asked us to wait.")
        view = underage.report(book, case, **{**REPORT, "parents": why})
        assert (view.parents_told_on, view.complaint_told) == (None, False)


def test_it_is_decided_by_whom_the_profile_names(accounts: Path, hand: Hand) -> None:
    with sitting(accounts, "head") as book:
        case = opened(book)
        for named in ("", "me", "Hector Sample"):
            with pytest.raises(NotTheirsToDecide):
                underage.report(book, case, **REPORT, decided_by=named)
        view = underage.report(book, case, **REPORT, decided_by="the DSL, Dilys Specimen")
        assert view.decided_by == "the DSL, Dilys Specimen, entered by Hector Sample (head)"


def test_it_is_about_somebody_the_case_names(accounts: Path) -> None:
    with sitting(accounts, "dsl") as book:
        case = opened(book)
        with pytest.raises(RecordNotFound):
            underage.report(book, case, **{**REPORT, "whose": "Nobody-Test"})
        with pytest.raises(TextUnusable):
            underage.report(book, case, **{**REPORT, "account": " "})
        assert underage.report(book, case, **{**REPORT, "whose": "p1"}).whose == PERRY["name"]
