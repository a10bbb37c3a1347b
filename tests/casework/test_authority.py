"""Who is named as the authority: never the person themselves, whatever they call their office."""

import tomllib
from dataclasses import replace

import pytest

from casebook.casework import authority
from casebook.datafiles import data_folder
from casebook.store.book import Book
from casebook.store.founding import ROLES


def test_a_deputy_may_name_the_lead_and_not_themselves(book: Book) -> None:
    deputy = replace(book.user, role="deputy-dsl", short="deputy", full_name="Dora Invented")

    for oneself in ("deputy DSL", "the deputy designated safeguarding lead", "Dora"):
        assert authority.is_none(deputy, oneself)
    for another in ("DSL", "designated safeguarding lead", "Dilys Specimen"):
        assert not authority.is_none(deputy, another)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "staff"])
def test_every_office_is_known_by_its_words_and_none_is_its_own_authority(
    book: Book, role: str
) -> None:
    """By each word of the file that is long enough to name anybody, in capitals too."""
    holder = replace(book.user, role=role, short="x", full_name="")

    words = authority.offices().offices[role]
    assert authority.is_none(holder, " ".join(sorted(words)).upper())
    assert not authority.is_none(holder, "the local authority designated officer")


def test_the_file_holds_small_letters_each_word_once_and_no_other_office() -> None:
    listed = tomllib.loads((data_folder("schema") / "offices.toml").read_text(encoding="utf-8"))

    assert set(listed) == {"oneself", "rank", "offices"}
    assert set(listed["offices"]) == set(ROLES) - {"staff"}
    for words in (listed["oneself"]["words"], listed["rank"]["words"], *listed["offices"].values()):
        assert len(words) == len(set(words))
        assert all(each == each.casefold() and each.isalpha() for each in words)
