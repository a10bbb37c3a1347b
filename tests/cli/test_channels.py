"""Official accounts on the command line: the whole life of one, and what it refuses."""

from typing import Any

import pytest

from tests.cli.conftest import CANARY, Desk, refused

APPLIED = (
    *("--platform", "Gatepost", "--name", f"Harbour {CANARY}", "--purpose", "News"),
    *("--run-by", "Tilda Sample-Test", "--run-by", "Bo Specimen-Test"),
)
WHOLE = (
    *("--master", "School business officer", "--posted-by", "Cy Example-Test"),
    *("--watched-by", "Tilda", "--watched-in-holidays", "Bo", "--school-owns"),
    *("--school-oversees", "--rights-limited", "--risk", "Low", "--risk-on", "today"),
    *("--opened", "5/2/18", "--password-place", "in the safe"),
)


def applied(desk: Desk, *more: str) -> Any:  # noqa: ANN401
    """An account that was just applied for."""
    return desk.done("channel", "apply", *APPLIED, *more)["channel"]


def test_an_account_is_applied_for_approved_looked_after_and_closed(desk: Desk) -> None:
    assert applied(desk)["reference"] == "C-CH-0001"
    amended = desk.done("channel", "amend", "c-ch-0001", "--why", "Filled in", *WHOLE)["channel"]
    assert (amended["opened_on"], amended["school_owns"]) == ("2018-02-05", True)
    approved = desk.done("channel", "approve", "C-CH-0001", user="head")["channel"]
    assert (approved["state"], len(approved["approvals"])) == ("approved", 1)
    checked = desk.done("channel", "check", "C-CH-0001", "--what", "mfa")["channel"]
    assert checked["mfa"] == "yes"
    assert desk.done("channel", "voice", "C-CH-0001", "--for", "Snow")["channel"]["voice_for"]
    assert not desk.done("channel", "voice", "C-CH-0001", "--over")["channel"]["voice_for"]
    left = desk.done("channel", "leaver", "Bo Specimen-Test")["channels"][0]
    assert left["pressing"][0].startswith("Bo Specimen-Test has left")
    said = ("--words", "Still read.", "--again", "1/6/2027")
    reviewed = desk.done("channel", "review", "C-CH-0001", *said)
    assert reviewed["channel"]["review_on"] == "2027-06-01"
    closed = desk.done("channel", "close", "C-CH-0001", "--why", "Nobody reads it")["channel"]
    assert closed["state"] == "closed"
    assert desk.done("channels")["channels"] == []
    assert desk.done("channels", "--all")["channels"][0]["reference"] == "C-CH-0001"
    assert desk.done("verify")["verdict"] == "unchanged"


def test_the_list_has_the_columns_of_the_policy(desk: Desk) -> None:
    applied(desk, *WHOLE)
    lines = desk.run(*desk.as_("dsl"), "channels").out.splitlines()

    for column in ("Platform", "Account/Page name", "Master administration role", "Opened"):
        assert column in lines[0]
    assert "Approved users (posting)" in lines[0]
    assert "Tilda Sample-Test, Bo Specimen-Test, Cy Example-Test" in lines[1]
    assert "5 Feb 2018" in lines[1]
    assert lines[2].strip().startswith("applied for")
    assert any(each.startswith("  mind: not approved yet by the head") for each in lines)


def test_what_it_lacks_keeps_it_from_being_approved(desk: Desk) -> None:
    applied(desk)
    error = refused(desk("channel", "approve", "C-CH-0001", user="head"), 1, "R-52")

    assert len(error["details"]) == 8


def test_nobody_approves_what_they_applied_for(desk: Desk) -> None:
    desk.done("channel", "apply", *APPLIED, *WHOLE, user="head")

    refused(desk("channel", "approve", "C-CH-0001", user="head"), 1, "R-50")
    refused(desk("channel", "approve", "C-CH-0001"), 1, "R-51")
    assert desk.done("channel", "refuse", "C-CH-0001", "--why", "Not now", "--minute", "FGB 7")


@pytest.mark.parametrize("option", ["--password-place", "--master", "--purpose"])
def test_a_password_is_refused_and_not_printed(desk: Desk, option: str) -> None:
    ran = desk("channel", "apply", *APPLIED, option, "password: swordfish9")

    refused(ran, 1, "R-57")
    assert "swordfish" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("channel", "apply", "--platform", "Gatepost"), ("G-58",)),
        (("channel", "apply", *APPLIED, "--opened", "in March 2026"), ("G-96",)),
        (("channel", "close", "C-CH-0009", "--why", "Gone"), ("G-31",)),
        (("channel", "close", "Gatepost", "--why", "Gone"), ("G-02",)),
        (("channel", "apply", *APPLIED[2:], "--platform", "N" * 10_000), ("G-34",)),
    ],
)
def test_what_is_given_wrongly_is_said(
    desk: Desk, arguments: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    refused(desk(*arguments), 2, *codes)


def test_a_hostile_name_is_shown_clean(desk: Desk) -> None:
    hostile = "Perry\u202e\x1b[31mWinkle\u2066"
    desk.done("channel", "apply", *APPLIED[:2], *APPLIED[4:], "--name", hostile)

    for arguments in (("channels",), ("show", "C-CH-0001"), ("today",), ("search", "gatepost")):
        out = desk.run(*desk.as_("dsl"), *arguments).out
        assert not {"\u202e", "\x1b", "\u2066"} & set(out)
    assert desk.done("show", "C-CH-0001")["name"] == hostile


def test_an_account_is_shown_with_each_reading_that_it_had(desk: Desk) -> None:
    applied(desk)
    desk.done("channel", "amend", "C-CH-0001", "--why", "Renamed", "--name", "Second name")
    shown = desk.done("show", "C-CH-0001")

    assert [each["verb"] for each in shown["readings"]] == ["applied", "amended"]
    assert shown["readings"][0]["values"]["name"] == f"Harbour {CANARY}"
    out = desk.run(*desk.as_("dsl"), "show", "c-ch-0001").out
    assert f"  | name: Harbour {CANARY}" in out
    assert "  | name: Second name" in out


def test_what_is_due_shows_in_today(desk: Desk) -> None:
    applied(desk, *WHOLE, "--review", "tomorrow")
    found = desk.done("today")

    assert [each["reference"] for each in found["reviews"]] == ["C-CH-0001"]
    assert (found["reviews"][0]["due"], found["reviews"][0]["overdue"]) == (True, False)
    out = desk.run(*desk.as_("dsl"), "today").out
    assert "In the registers:\nC-CH-0001  applied for" in out
