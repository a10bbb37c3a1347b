"""`retain`, `hold`, `destroy`, `destroyed` and `gather` at the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook import clock
from tests.cli.conftest import Desk

WHY = ("--reason", "Its time has come by our schedule.")
WHO = ("--authority", "Governors' minute 14, Carmen Chairperson-Test")


@pytest.fixture
def closed(desk: Desk) -> str:
    """A slight case between adults, closed: kept for six years."""
    case = desk.logged(wishes=[], people=[NAMED], concerns=["copyright"])
    desk.done("triage", case)
    for each in desk.done("actions", case)["actions"]:
        desk.done("do", each["id"], "--outcome", "Done.")
    told = ("--outcome", "resolved", "--told-reporter", "They were told.")
    assert desk.done("close", case, *told)["status"] == "closed"
    return case


NAMED = {"name": "Juno Biscuit-Test", "kind": "parent", "role": "target"}


def test_how_long_a_case_is_kept_is_shown_with_its_rule_and_source(desk: Desk, closed: str) -> None:
    kept = desk.done("retain", closed)["keeping"]
    flat = desk.run(*desk.as_("dsl"), "retain", closed).out

    assert kept["rule"] == "complaint"
    assert "check locally" in flat
    assert "Six years from its end." in flat


def test_a_day_by_hand_is_typed_as_a_day(desk: Desk, closed: str) -> None:
    day = (clock.now() + timedelta(days=4000)).strftime("%d/%m/%Y")

    assert desk.done("retain", closed, "--until", day, *WHY)["keeping"]["rule"] == "by-hand"
    assert desk("retain", closed, "--until", "31/02/2040", *WHY).status == 2
    assert desk("retain", closed, "--until", "01/01/2020", *WHY).status == 2


def test_a_hold_is_put_on_shown_and_lifted(desk: Desk, closed: str) -> None:
    desk.done("hold", closed, "--reason", "The police asked in writing.")
    held = desk("destroy", closed, *WHY, *WHO)
    lifted = desk.done("hold", closed, "--lift", "--reason", "They wrote on Monday.")

    assert (held.status, held.error["code"]) == (1, "R-81")
    assert lifted["keeping"]["legal_hold"] == ""


def test_two_people_destroy_a_case_and_each_can_print_the_certificate_again(
    desk: Desk, closed: str, tmp_path: Path
) -> None:
    early = desk("destroy", closed, *WHY, *WHO)
    paper = tmp_path / "certificate.txt"
    with clock.travelling(clock.now() + timedelta(days=366 * 6)):
        proposed = desk.done("destroy", closed, *WHY, *WHO)["proposed"]
        own = desk("destroy", closed, "--agree", "--certificate", paper)
        assert not paper.exists()
        done = desk.done("destroy", closed, "--agree", "--certificate", paper, user="head")
        shown = desk("show", closed)
        again = desk.run(*desk.as_("dsl"), "destroyed", closed).out
        checked = desk.done("verify")

    assert (early.status, early.error["code"]) == (1, "R-82")
    assert proposed["may_second"] == ["head"]
    assert (own.status, own.error["code"]) == (1, "R-15")
    assert done["certificate"]["authority"] == WHO[1]
    assert (shown.status, shown.error["code"]) == (2, "G-22")
    assert again == paper.read_text("utf-8")
    assert "Juno" not in again
    assert checked["verdict"] == "unchanged"
    assert paper.stat().st_mode & 0o077 == 0


def test_a_certificate_is_never_written_into_the_casebook(desk: Desk, closed: str) -> None:
    ran = desk("destroy", closed, *WHY, *WHO, "--certificate", desk.made / "paper.txt")

    assert (ran.status, ran.error["code"]) == (1, "R-18")


def test_what_is_kept_about_somebody_is_gathered_and_nothing_is_written_out(
    desk: Desk, closed: str
) -> None:
    found = desk.done("gather", "juno biscuit-test", "--received", "17/11/2026")["gathered"]
    nobody = desk("gather", "Nobody At-All-Test")
    flat = desk.run(*desk.as_("dsl"), "gather", "Juno Biscuit-Test").out

    assert found["due_by"] == "2026-12-17"
    assert [each["case"] for each in found["cases"]] == [closed]
    assert (nobody.status, nobody.error["code"]) == (2, "G-25")
    assert "Not looked through, because you do not hold it: staff, governance." in flat
