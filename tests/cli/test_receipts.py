"""`receipt` from the command line: printed by one person, checked by another weeks later."""

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
