"""Letters at the command line, and the page that leaves."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.cli.conftest import Desk


def test_a_letter_is_drafted_filled_read_printed_and_sent(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    page = tmp_path / "letter.pdf"
    drafted = desk.done("letter", "draft", case, "acknowledgement", "--to", "Juno Example-Test")
    reference = drafted["letter"]["reference"]
    flat = desk.run(*desk.as_("dsl"), "letter", "show", reference).out
    early = desk("letter", "print", reference, "--to", page)
    words = re.sub(r"\[[^\]]+\]", "1 December", drafted["letter"]["words"])
    desk.done("letter", "revise", reference, stdin=words)
    desk.done("letter", "final", reference)
    printed = desk.done("letter", "print", reference, "--to", page)
    again = desk("letter", "print", reference, "--to", page)
    sent = desk.done("letter", "sent", reference, "--how", "by post")

    assert "To fill in: [a day]" in flat
    assert (early.status, early.error["code"]) == (1, "R-89")
    assert page.read_bytes().startswith(b"%PDF-")
    assert page.stat().st_mode & 0o077 == 0
    assert printed["bytes"] == page.stat().st_size
    assert (again.status, again.error["code"]) == (2, "G-64")
    assert sent["letter"]["state"] == "sent"
    assert desk.done("letters", case)["letters"][0]["state"] == "sent"
    if shutil.which("pdftotext") is not None:
        read = subprocess.run(["pdftotext", page, "-"], capture_output=True, text=True, check=True)
        assert "Dear Juno Example-Test," in read.stdout
        assert reference in read.stdout


def test_the_kinds_of_letter_are_listed_without_a_casebook(desk: Desk) -> None:
    kinds = {each["id"] for each in desk.done("letters")["kinds"]}

    assert kinds == {
        "acknowledgement",
        "governors",
        "invitation-to-meet",
        "outcome",
        "referral-cover",
        "removal-request",
    }


def test_a_hostile_name_reaches_neither_the_terminal_nor_the_page_as_it_is(
    desk: Desk, case: str
) -> None:
    hostile = "Ju\u202eno \x1b[31mRed-Test"
    desk.done("letter", "draft", case, "acknowledgement", "--to", hostile)

    shown = desk.run(*desk.as_("dsl"), "letter", "show", f"{case}-F01").out
    assert "Ju\u202eno" not in shown
    assert "\x1b" not in shown
    assert "Red-Test" in shown
