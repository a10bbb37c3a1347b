"""A passphrase is taken as typed, on every keyboard the same, or refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors.given import (
    PassphraseTooLong,
    PassphraseTooShort,
    PassphraseUnusable,
    WordsTooFew,
)
from casebook.vault import passphrases

typed = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0"), max_size=60)


@given(typed)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    """[VF-26] One keyboard sends é as one character, another as two."""
    nfc = passphrases.normalised(unicodedata.normalize("NFC", text))

    assert passphrases.normalised(unicodedata.normalize("NFD", text)) == nfc
    assert nfc.decode() == unicodedata.normalize("NFC", text)


@given(typed)
def test_nothing_is_trimmed_or_made_equal(text: str) -> None:
    """[VF-26] Spaces, capitals and emoji count."""
    assert passphrases.normalised(f" {text}") != passphrases.normalised(text)
    assert passphrases.normalised(f"{text} ") != passphrases.normalised(text)
    assert passphrases.normalised(f"{text}a") != passphrases.normalised(f"{text}A")


@pytest.mark.parametrize("character", ["\n", "\r", "\0", "\ud800"])
def test_what_cannot_be_typed_again_is_refused(character: str) -> None:
    """[VF-26] A pasted line end, a NUL, half a character."""
    with pytest.raises(PassphraseUnusable):
        passphrases.checked(f"harbour teapot{character}lantern")


def test_a_thousand_and_twenty_four_bytes_are_kept_to_the_last() -> None:
    """[VF-26] Nothing is cut off, and one more is refused."""
    longest = "é" * 512

    assert passphrases.checked(longest) == longest.encode()
    with pytest.raises(PassphraseTooLong):
        passphrases.checked(longest + "x")


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    """[VF-26] Counted after NFC, so the keyboard makes no difference."""
    assert passphrases.checked("fifteen letters")
    with pytest.raises(PassphraseTooShort) as raised:
        passphrases.checked("e\u0301" * 14)

    assert raised.value.named == {"given": "14", "least": "15"}


def test_an_old_passphrase_may_be_shorter_when_it_only_opens() -> None:
    assert passphrases.normalised("short") == b"short"


def test_generated_words_come_from_the_long_list_and_always_pass() -> None:
    listed = set(passphrases._words())

    assert len(listed) == 7776
    assert 5 * min(map(len, listed)) + 4 >= passphrases.LEAST_CHARACTERS
    for words in (5, 7):
        drawn = [passphrases.generated(words) for _ in range(50)]
        assert len(set(drawn)) == 50
        assert {len(each.split(" ")) for each in drawn} == {words}
        assert set(" ".join(drawn).split(" ")) <= listed


def test_fewer_than_five_words_are_refused() -> None:
    with pytest.raises(WordsTooFew):
        passphrases.generated(4)
