"""What is kept of an answer at the imagery gate that let nothing through.

The rule is: the case says that the question was asked and how it was answered, in the program's own
words; nothing is said of any file, because none was looked at.
"""

from casebook.casework import imagery_gate, notes, texts
from casebook.casework.views import NoteView
from casebook.store.book import Book


def keep(book: Book, ref: str, answer: str) -> NoteView:
    """Note in a case that the question was answered `yes` or `unsure`.

    Raises ValueUnknown where the answer is none, and what a note raises.
    """
    given = texts.one_of(answer, imagery_gate.ANSWERS, "imagery")
    return notes.write(
        book, ref, f"The imagery question was answered: {given}. Nothing was opened."
    )
