"""What a writer said was kept, held against what is in the casebook."""

from sqlmodel import select

from casebook.errors import CasebookError
from casebook.records.exhibit import Exhibit
from casebook.records.note import Note
from casebook.store.book import Book


def lost(book: Book, facts: list[list[str]]) -> list[list[str]]:
    """The facts that are not in the casebook."""
    return [fact for fact in facts if not stands(book, *fact)]


def stands(book: Book, kind: str, case: str, reference: str = "", sha256: str = "") -> bool:
    """Whether one fact is in the casebook; what an exhibit holds is for `verify` to say."""
    try:
        compartment, row = book.find_case(case)
    except CasebookError:
        return False
    with compartment.reading() as session:
        notes = session.exec(select(Note).where(Note.case_id == row.id)).all()
        exhibits = session.exec(select(Exhibit).where(Exhibit.case_id == row.id)).all()
    if kind == "note":
        return reference in {each.reference for each in notes}
    if kind == "exhibit":
        return (reference, sha256) in {(each.reference, each.sha256) for each in exhibits}
    return True
