"""People and keys at the screen: one sitting, from what one sees to somebody who can sit down."""

from pathlib import Path

import pytest

from casebook.store import membership
from casebook.store.book import open_book
from casebook.ui import listening
from casebook.ui.dialogs.keyring import AddedDialog
from casebook.ui.screens.people import PeopleRoom
from casebook.vault.argon2 import FLOOR
from tests.ui.screens.case_room import choose
from tests.ui.sitting import seated

OWN = "gravel lantern harbour teapot nineteen"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """New passphrases cost little here, and no key is too early for the words."""
    for deed in (membership.change_passphrase, membership.take_in):
        monkeypatch.setattr(deed, "__defaults__", (FLOOR,))
    monkeypatch.setattr(listening, "UNHEARD", 0.001)


async def test_the_head_sees_who_holds_what_and_lets_somebody_in(made: Path) -> None:
    """Nothing of a passphrase is shown as it is typed, or lies in a draft; the words only once."""
    async with seated(made, "head", size=(80, 40)) as sitter:
        await sitter.press("k")

        assert sitter.is_in(PeopleRoom)
        page = sitter.text
        for said in ("head: Hector Sample, head, you", "Holds", "recovery-school", "Last tried"):
            assert said in page, said
        assert "You do not hold governance" in page

        await sitter.press("p")
        await sitter.write(OWN)
        await sitter.press("tab")
        await sitter.write(OWN)
        assert OWN not in sitter.text
        assert sitter.app.desk is not None
        assert OWN not in str(sitter.app.desk.noted("PassphraseDialog:head"))
        await sitter.press("ctrl+s")
        assert "The passphrase of head is changed" in sitter.text

        await sitter.press("a")
        await sitter.write("deputy")
        await sitter.press("tab")
        await choose(sitter, 2)
        await sitter.press("ctrl+s")
        assert sitter.is_in(AddedDialog)
        dialog = sitter.app.screen
        assert isinstance(dialog, AddedDialog)
        words, six = dialog._added.words, dialog._added.fingerprint
        assert words in sitter.text
        await sitter.press("escape")
        assert sitter.is_in(AddedDialog), "no key but one loses the words"
        await sitter.press("w")
        assert words not in sitter.text

        await sitter.press("g")
        await choose(sitter, 2)
        await choose(sitter, 1)
        await sitter.write(six)
        await sitter.press("ctrl+s", "ctrl+s")
        assert "deputy holds general now." in sitter.text

    with open_book(made, "deputy", words, write=False) as book:
        assert (book.user.role, book.held) == ("deputy-dsl", ("general",))
    with open_book(made, "head", OWN, write=False) as book:
        assert book.held == ("general", "staff")
