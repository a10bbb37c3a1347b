"""`receipt` from the command line: printed by one person, checked by another weeks later."""

import stat
from pathlib import Path

from tests.cli.conftest import CANARY, Desk


def test_what_was_printed_is_checked_as_it_stands_on_the_paper(desk: Desk, case: str) -> None:
    ran = desk.run(*desk.as_("dsl"), "receipt")
    line = next(each for each in ran.out.splitlines() if "entries  " in each)
    assert "Not on it, because" in ran.out
    assert CANARY not in ran.out
    desk.done("note", case, "--words", "Invented.")

    found = desk.done("receipt", "--check", line, user="head")["contained"]

    assert [(each["compartment"], each["added"]) for each in found] == [("general", 1)]
    assert "still begins with" in desk.run(*desk.as_("head"), "receipt", "--check", line).out


def test_words_that_fit_nothing_are_a_fault_and_no_words_are_a_slip(desk: Desk) -> None:
    nothing = "general 4 " + " ".join(["babab"] * 6)

    assert desk("receipt", "--check", nothing).status == 4
    assert desk("receipt", "--check", nothing).error["code"] == "S-62"
    assert desk("receipt", "--check", "general 4").status == 2


def test_every_line_that_does_not_fit_is_told_and_not_only_the_first(desk: Desk) -> None:
    right = next(
        each
        for each in desk.run(*desk.as_("dsl"), "receipt").out.splitlines()
        if "entries " in each
    )
    nothing = "general 4 " + " ".join(["babab"] * 6)
    asked = ("receipt", "--check", nothing, "--check", right, "--check", "general 4")

    ran = desk(*asked)
    said = desk.run(*desk.as_("dsl"), *asked)

    assert ran.status == 4
    assert [(each["line"], each["code"]) for each in ran.data["not_contained"]] == [
        (1, "S-62"),
        (3, "G-90"),
    ]
    assert [each["compartment"] for each in ran.data["contained"]] == ["general"]
    assert [each[:7] for each in said.out.splitlines() if each.startswith("Line")] == [
        "Line 1:",
        "Line 3:",
    ]


def test_a_receipt_is_written_as_a_page_that_nobody_else_may_read(
    desk: Desk, tmp_path: Path
) -> None:
    page = tmp_path / "receipt.pdf"

    said = desk.done("receipt", "--pdf", page)

    assert said["pdf"] == str(page)
    assert page.read_bytes().startswith(b"%PDF-1.")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert CANARY.encode() not in page.read_bytes()


def test_no_page_is_written_into_a_casebook_or_over_anything(desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "there.pdf"
    there.write_bytes(b"before")

    inside = desk("receipt", "--pdf", desk.made / "receipt.pdf")

    assert inside.error["code"] == "R-18"
    assert not (desk.made / "receipt.pdf").exists()
    assert desk("receipt", "--pdf", there).status == 2
    assert there.read_bytes() == b"before"
