"""The desk: the open casebook, and what is being typed at it.

The rules are: what is typed is in the sealed draft within two seconds, and again when the
casebook is closed; a draft is given back to the form it came from, and forgotten once it is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from casebook.errors import CasebookError

if TYPE_CHECKING:
    from casebook.store.book import Book

Draft = dict[str, dict[str, str]]
"""For each form, by its name: what is typed in each field."""

KEPT_EVERY: Final = 1.0
"""Seconds between two looks at whether the draft has changed."""
PLACE: Final = "place"
"""Where the person was: the name in the draft under which the room and the case stand."""


class Desk:
    """What an unlocked screen has before it."""

    def __init__(
        self,
        book: "Book",
        keep: Callable[[Draft], None],
        draft: Draft | None = None,
        faults: Sequence[CasebookError] = (),
    ) -> None:
        """Take the open casebook, how a draft is sealed, the one it held, and what was noticed."""
        self.book = book
        self.faults = list(faults)
        self._keep = keep
        self._draft: Draft = draft or {}
        self._changed = False
        self._turn = Lock()

    def noted(self, form: str) -> dict[str, str]:
        """What was being typed in `form`."""
        return dict(self._draft.get(form, {}))

    def note(self, form: str, values: Mapping[str, str]) -> None:
        """Take what stands in `form` now."""
        if self._draft.get(form, {}) != dict(values):
            self._draft[form] = dict(values)
            self._changed = True

    def forget(self, form: str) -> None:
        """Take `form` out of the draft: it is kept, or given up."""
        self._changed = self._draft.pop(form, None) is not None or self._changed

    def keep_draft(self) -> None:
        """Seal the draft if it has changed; safe in any thread."""
        with self._turn:
            if self._changed:
                self._changed = False
                self._keep({form: dict(values) for form, values in self._draft.items() if values})

    def close(self) -> None:
        """Seal the draft, and close the casebook whatever came of that."""
        try:
            self.keep_draft()
        finally:
            self.book.close()
