"""What is missing, in words: no code of the program's and no command of the command line."""

from pathlib import Path

import pytest

from casebook.casework import assessments, cases, closing_gate
from casebook.casework.case_file import of
from casebook.store.book import open_book
from casebook.ui import keys
from casebook.ui.pages.missing import Missing, letter, wanted
from tests.school import WORDS
from tests.ui.screens.case_room import CASE, lodge_a_picture, say_no

EVERY: list[Missing] = [
    {"missing": "not-triaged", "reference": CASE, "do": ""},
    {"missing": "not-triaged", "reference": f"{CASE}-I01", "do": ""},
    {"missing": "not-triaged", "reference": f"{CASE}-T01", "do": ""},
    {"missing": "reporter-not-told", "reference": CASE, "do": ""},
    {"missing": "no-second-person", "reference": CASE, "do": ""},
    {"missing": "second-put-out", "reference": CASE, "do": ""},
]
"""What is about the case as a whole."""


def test_everything_the_gate_finds_is_said_in_words_and_leads_somewhere(with_case: Path) -> None:
    lodge_a_picture(with_case)
    say_no(with_case)
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        assessments.assess(book, CASE, concerns=["unsuitable-lawful-material"])
        missing = closing_gate.missing(book, of(book, CASE)[1], "")
        said = wanted(cases.shown(book, CASE), [*missing, *EVERY])

    assert {each["missing"] for each in missing} == {
        "action-undecided",
        "group-undecided",
        "wish-unanswered",
        "exhibit-without-disposal",
        "reporter-not-told",
    }
    for each in said:
        assert "casebook " not in each.said
        assert "`" not in each.said
        assert not any(one["missing"] in each.said for one in missing)
        assert ": " in each.said, "what settles it comes after what is missing"
    settled_in_a_part = [each for each in said if each.pane]
    assert {keys.PANES[each.pane - 1] for each in settled_in_a_part} == {
        "Actions",
        "Wishes",
        "Exhibits",
    }


@pytest.mark.parametrize("key_id", ["case.close", "exhibits.dispose", "actions.do"])
def test_a_key_is_named_as_the_list_of_keys_has_it(key_id: str) -> None:
    """A school that maps a key otherwise is not told the old one."""
    [key] = [each for each in keys.KEYS if each.id == key_id]

    assert letter(key_id) == keys.shown_as(key.key)
