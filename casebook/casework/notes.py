"""Notes: what is written down about a case as it goes on."""

from casebook.casework import texts
from casebook.casework.case_file import of, pick
from casebook.casework.case_views import Viewer
from casebook.casework.hands import Hand, own
from casebook.casework.moments import When, past
from casebook.casework.views import NoteView
from casebook.records.note import Note
from casebook.store.book import Book


def write(
    book: Book, ref: str, words: str, at: When | None = None, hand: Hand | None = None
) -> NoteView:
    """Write a note; `at` is the time it speaks of. A closed case still takes notes."""
    hand = hand or own(book)
    compartment, case_file = of(book, ref)
    with compartment.changing() as change:
        note = Note.of(
            case_id=case_file.case.id,
            reference=change.number(case_file.case, "note"),
            words=texts.needed(words, "words"),
            at=past(at, "at"),
            recorded_at=hand.at,
            recorded_by=hand.card.uid,
        )
        change.add("noted", note)
        hand.enter(change)
    _, now_reads = of(book, ref)
    return Viewer(book, now_reads).note(pick(now_reads.notes, note.reference))
