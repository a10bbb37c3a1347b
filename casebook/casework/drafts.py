"""What a person is typing, sealed under their own key until it is kept.

The rules are: one file a person, `users/<uid>.draft`, replaced whole; only who writes the casebook
keeps a draft; an empty draft is no file; a damaged one is said, and stands in nobody's way.
"""

import io
import json
from collections.abc import Mapping
from pathlib import Path

from casebook.errors.integrity import DraftDamaged, SealedFileDamaged
from casebook.errors.machine import FileMissing
from casebook.store.book import Book
from casebook.vault import sealedfile
from casebook.vault.sealedfile import associated


def keep(book: Book, draft: Mapping[str, Mapping[str, str]]) -> None:
    """Seal `draft`, form by form, in the place of the one before; nothing, for a reader.

    Raises MachineFault's leaves.
    """
    if not book.is_writer:
        return
    if not draft:
        _path(book).unlink(missing_ok=True)
        return
    data = json.dumps({form: dict(values) for form, values in draft.items()}).encode("ascii")
    sealedfile.seal(io.BytesIO(data), _path(book), book.identity.draft_key, _place(book))


def kept(book: Book) -> dict[str, dict[str, str]]:
    """The draft that was kept last, form by form; empty when there is none.

    Raises DraftDamaged when there is one and it does not open.
    """
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
