"""What is taken down or reported in a case, on the command line."""

import pytest

from tests.cli.conftest import CANARY, Desk, refused
from tests.cli.test_channels import APPLIED, WHOLE

ASK = ("--site", "the group", "--of", f"Marlow {CANARY}", "--words", f"Please {CANARY}")
PUPIL = {"name": f"Perry {CANARY}", "kind": "pupil", "role": "target", "born": "2016-03-09"}
REPORT = (
    *("--whose", f"Perry {CANARY}", "--platform", "Gatepost", "--account", "@perry"),
    *("--from", "C-CH-0001"),
)
PARENTS = ("--parents-told", "Mother: she will help", "--told-on", "today", "--complaint-told")
PLAIN = ("--words", "A pupil of ours is younger than your terms allow.")


@pytest.fixture
def account(desk: Desk) -> str:
    """An approved account of the school."""
    desk.done("channel", "apply", *APPLIED, *WHOLE)
    reference: str = desk.done("channel", "approve", "C-CH-0001", user="head")["channel"][
        "reference"
    ]
    return reference


def test_a_friend_is_asked_only_after_it_was_kept(desk: Desk, case: str) -> None:
    refused(desk("removal", "ask", case, "--kept", "AP/1", *ASK), 1, "R-54")
    desk.done("note", case, "--words", "It read: a duck.")
    asked = desk.done("removal", "ask", case, "--kept", "N01", *ASK)["removal"]
    assert (asked["reference"], asked["kept"]) == (f"{case}-M01", f"{case}-N01")
    desk.done("removal", "answer", asked["reference"], "--words", "Taken down")
    listed = desk.done("removals", case)["removals"]
    assert listed[0]["answer"] == "Taken down"
    out = desk.run(*desk.as_("dsl"), "show", case).out
    assert "TAKEN DOWN OR HIDDEN" in out
    assert "came of it: Taken down" in out
    assert desk.run(*desk.as_("dsl"), "removals", case).out.startswith(f"{case}-M01")


def test_what_is_hidden_says_on_which_account_and_what_was_told(desk: Desk, account: str) -> None:
    case = desk.logged()
    desk.done("note", case, "--words", "It read: a duck.")
    hide = ("--kept", "N01", "--site", "the news", "--told", "It mocked somebody.")

    hidden = desk.done("removal", "hide", case, *hide, "--from", account)["removal"]
    assert (hidden["what"], hidden["channel"]) == ("hidden", account)
    refused(desk("removal", "hide", case, *hide, "--from", "C-CH-0002"), 1, "R-55")


def test_an_account_is_reported_by_the_school_after_the_parents_heard(
    desk: Desk, account: str
) -> None:
    case = desk.logged(people=[PUPIL], concerns=["underage-account"], wishes=[])
    refused(desk("underage-report", "make", case, *REPORT, *PLAIN), 1, "R-60")
    private = (*REPORT[:6], "--from", "my own")
    refused(desk("underage-report", "make", case, *private, *PLAIN, *PARENTS), 1, "R-55")

    made = desk.done("underage-report", "make", case, *REPORT, *PLAIN, *PARENTS)
    assert made["underage_report"]["channel"] == account
    assert any("may complain" in each for each in made["next"])
    reference = made["underage_report"]["reference"]
    desk.done("underage-report", "answer", reference, "--words", "Closed", "--reference", "CB-7")
    listed = desk.done("underage-reports", case)["underage_reports"]
    assert listed[0]["their_reference"] == "CB-7"
    out = desk.run(*desk.as_("dsl"), "underage-reports", case).out
    assert "told of complaints" in out
    assert "2016" not in out
    assert desk.done("verify")["verdict"] == "unchanged"


def test_a_day_of_birth_is_refused_and_not_printed(desk: Desk, account: str) -> None:
    case = desk.logged(people=[PUPIL], concerns=["underage-account"], wishes=[])
    for date in ("9/3/2016", "2016-03-09", "9th of March 2016", "09032016"):
        words = ("--words", f"Perry is of {date}, as {account} says.")
        ran = desk("underage-report", "make", case, *REPORT, *words, *PARENTS)
        refused(ran, 1, "R-56")
        assert "2016" not in ran.out + ran.err
