"""What is kept of the answers at the imagery gate.

The rules are: the case says that the question was asked and how it was answered, in the program's
own words; nothing is said of any file, because none was looked at. After a *yes* or an *unsure*, a
*no* is taken only with the reason for it, and the case says both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from casebook import clock
from casebook.casework import imagery_gate, notes, texts
from casebook.casework.case_file import CaseFile, of
from casebook.casework.case_views import Viewer
from casebook.casework.views import NoteView
from casebook.errors.rules import ImageryReasonMissing
from casebook.store.book import Book

_STOPPED: Final = re.compile(
    r"The imagery question was answered: (yes|unsure)\. Nothing was opened\."
)
"""The note of an answer that let nothing through."""
_CHANGED: Final = re.compile(
    r"The imagery question, answered (?:yes|unsure) on .+?, was answered no on .+?, because: .*",
    re.DOTALL,
)
"""The note of an answer that was changed to no."""


@dataclass(frozen=True)
class Answered:
    """An answer that let nothing through, and that nobody has changed since."""

    answer: str
    """`yes` or `unsure`."""
    at: datetime
    """When it was given."""
    who: str
    """The short name of who gave it."""
    note: str
    """The note that says so."""


def keep(book: Book, ref: str, answer: str) -> NoteView:
    """Note in a case that the question was answered `yes` or `unsure`.

    Raises ValueUnknown where the answer is none, and what a note raises.
    """
    given = texts.one_of(answer, imagery_gate.ANSWERS, "imagery")
    return notes.write(
        book, ref, f"The imagery question was answered: {given}. Nothing was opened."
    )


def standing(written: Sequence[NoteView]) -> Answered | None:
    """The answer among a case's notes that still lets nothing through, if there is one."""
    stands: Answered | None = None
    for note in sorted(written, key=lambda each: each.recorded_at):
        if stopped := _STOPPED.fullmatch(note.words):
            stands = Answered(stopped[1], note.recorded_at, note.recorded_by, note.reference)
        elif _CHANGED.fullmatch(note.words):
            stands = None
    return stands


def change(book: Book, ref: str, reason: str) -> NoteView | None:
    """Note that an earlier answer was changed to *no*, and why; nothing where none stands.

    Raises ImageryReasonMissing without a reason in words.
    """
    _, file = of(book, ref)
    earlier = require_reason(book, file, reason)
    if earlier is None:
        return None
    before, now = clock.words(earlier.at), clock.words(clock.now())
    return notes.write(
        book,
        ref,
        f"The imagery question, answered {earlier.answer} on {before}, was answered no on {now}, "
        f"because: {texts.passage(reason, 'reason').strip()}",
    )


def require_reason(book: Book, file: CaseFile, reason: str) -> Answered | None:
    """The answer that a *no* would now change; raises ImageryReasonMissing without a reason."""
    viewer = Viewer(book, file)
    earlier = standing([viewer.note(each) for each in file.notes])
    if earlier is not None and sum(each.isalnum() for each in reason) < texts.LEAST_REASON:
        raise ImageryReasonMissing(
            case=file.case.reference, answer=earlier.answer, at=clock.words(earlier.at)
        )
    return earlier
