"""`report termly`, `report retention` through the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import CANARY, Desk, Run

KEYS = {"ok", "report", "term", "from", "to", "made_at", "not_counted", "sections", "csv"}


def test_a_report_says_what_it_counts_and_what_it_does_not(desk: Desk, case: str) -> None:
    told = desk.done("report", "termly", "--from", "01/09/2025", "--to", "2099-01-01")

    assert set(told) == KEYS
    assert told["sections"] == [
        {"compartment": "general", "cases": None, "shown": "fewer than 5", "tables": []}
    ]
    assert told["not_counted"] == ["staff", "governance"]


def test_for_a_person_it_says_so_in_words_and_holds_no_word_of_a_case(
    desk: Desk, case: str, run: Run
) -> None:
    ran = run(*desk.as_("dsl"), "report", "termly")

    assert ran.status == 0
    assert "general: fewer than 5 cases" in ran.out
    assert "Not counted: staff, governance. Your keys do not open them" in ran.out
    assert CANARY not in ran.out


def test_bars_are_plain_signs_and_shrink_with_the_terminal(
    desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        desk.logged()
    wide = run(*desk.as_("dsl"), "report", "termly", "--ascii")
    monkeypatch.setenv("COLUMNS", "40")
    narrow = run(*desk.as_("dsl"), "report", "termly", "--ascii")

    assert "\x1b" not in wide.out
    assert wide.out.isascii()
    assert "####" in wide.out
    assert wide.out.count("#") > narrow.out.count("#")
    assert "not triaged         5" in " ".join(wide.out.splitlines())


def test_a_table_is_written_outside_and_never_over_another(desk: Desk, tmp_path: Path) -> None:
    told = desk.done("report", "termly", "--csv", tmp_path / "term.csv")

    assert Path(told["csv"]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert desk("report", "termly", "--csv", tmp_path / "term.csv").status == 2
    assert desk("report", "termly", "--csv", desk.made / "term.csv").status == 1
    assert not (desk.made / "term.csv").exists()


def test_a_term_or_days_that_cannot_be_counted_are_refused(desk: Desk) -> None:
    assert desk("report", "termly", "--term", "winter").error["code"] == "G-28"
    turned = desk("report", "termly", "--from", "2026-02-01", "--to", "2026-01-01")
    short = desk("report", "termly", "--from", "2026-02-01", "--to", "2026-02-20")
    assert (turned.error["code"], short.error["code"]) == ("G-26", "G-27")


def test_what_is_kept_is_counted_and_what_is_due_is_listed(desk: Desk, run: Run) -> None:
    told = desk.done("report", "retention")

    assert set(told) == KEYS | {"due"}
    assert told["due"] == []
    assert "To be looked at now:" in run(*desk.as_("dsl"), "report", "retention").out
