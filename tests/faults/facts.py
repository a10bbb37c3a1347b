"""What a writer said was kept, held against what is in the casebook."""

from casebook.casework import cases
from casebook.errors import CasebookError
from casebook.store.book import Book


def lost(book: Book, facts: list[list[str]]) -> list[list[str]]:
    """The facts that are not in the casebook."""
    return [fact for fact in facts if not stands(book, *fact)]


def stands(book: Book, kind: str, case: str, reference: str = "", sha256: str = "") -> bool:
    """Whether one fact is in the casebook; what an exhibit holds is for `verify` to say."""
    try:
        shown = cases.shown(book, case)
    except CasebookError:
        return False
    if kind == "note":
        return reference in {each.reference for each in shown.notes}
    if kind == "exhibit":
        return (reference, sha256) in {(each.reference, each.sha256) for each in shown.exhibits}
    return True
