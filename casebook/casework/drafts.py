"""What a person is typing, sealed under their own key until it is kept.

The rules are: one file a person, `users/<uid>.draft`, replaced whole; only who writes the casebook
keeps a draft; an empty draft is no file; a damaged one is said, and stands in nobody's way. What a
person keeps for themselves stands in the same file, under a name that no form has, and outlasts
what they type.
"""

import io
import json
from collections.abc import Mapping
from pathlib import Path

from casebook.errors.integrity import DraftDamaged, SealedFileDamaged
from casebook.errors.machine import FileMissing
from casebook.errors.opening import BookReadOnly
from casebook.store.book import Book
from casebook.vault import sealedfile
from casebook.vault.sealedfile import associated

OWN = "own:"
"""What the name begins with of anything that is no form and is not being typed."""


def keep(book: Book, draft: Mapping[str, Mapping[str, str]]) -> None:
    """Seal `draft`, form by form, in the place of the one before; nothing, for a reader.

    Raises MachineFault's leaves.
    """
    if book.is_writer:
        before = _as_far_as_it_opens(book)
        own_things = {name: values for name, values in before.items() if name.startswith(OWN)}
        _seal(book, {**own_things, **draft})


def kept(book: Book) -> dict[str, dict[str, str]]:
    """The draft that was kept last, form by form; empty when there is none.

    Raises DraftDamaged when there is one and it does not open.
    """
    return {form: values for form, values in _read(book).items() if not form.startswith(OWN)}


def keep_own(book: Book, name: str, values: Mapping[str, str]) -> None:
    """Seal what this person keeps for themselves under `name`, in the place of what was there.

    Raises BookReadOnly, MachineFault's leaves.
    """
    if not book.is_writer:
        raise BookReadOnly
    _seal(book, {**_as_far_as_it_opens(book), f"{OWN}{name}": values})


def own(book: Book, name: str) -> dict[str, str]:
    """What this person keeps for themselves under `name`; raises DraftDamaged."""
    return _read(book).get(f"{OWN}{name}", {})


def _as_far_as_it_opens(book: Book) -> dict[str, dict[str, str]]:
    """Everything in the one file; nothing where it is damaged, so that it is begun anew."""
    try:
        return _read(book)
    except DraftDamaged:
        return {}


def _seal(book: Book, whole: Mapping[str, Mapping[str, str]]) -> None:
    """Write the one file anew, or none where nothing is left."""
    held = {
        form: dict(values) for form, values in whole.items() if values or not form.startswith(OWN)
    }
    if not held:
        _path(book).unlink(missing_ok=True)
        return
    data = json.dumps(held).encode("ascii")
    sealedfile.seal(io.BytesIO(data), _path(book), book.identity.draft_key, _place(book))


def _read(book: Book) -> dict[str, dict[str, str]]:
    """Everything in the one file; empty where there is none; raises DraftDamaged."""
    try:
        with sealedfile.open_reader(_path(book), book.identity.draft_key, _place(book)) as reader:
            draft = json.loads(reader.read())
    except (FileNotFoundError, FileMissing):
        return {}
    except (SealedFileDamaged, ValueError) as fault:
        raise DraftDamaged from fault
    return {str(form): dict(values) for form, values in draft.items()}


def _path(book: Book) -> Path:
    """Where this person's draft stands."""
    return book.folder.users / f"{book.user.uid}.draft"


def _place(book: Book) -> bytes:
    """What the draft is bound to: this casebook, and this person."""
    return associated("draft", book.casebook_id, book.user.uid, 0)
