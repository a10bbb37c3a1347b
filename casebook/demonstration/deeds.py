"""Deeds that stories share: what a person does at the casebook, in one line."""

from collections.abc import Sequence
from pathlib import Path

from casebook.casework import actions, assessments, exhibits, incidents, releases
from casebook.store.book import Book


def log(book: Book, **incident: object) -> str:
    """Log an incident; answers the case's reference."""
    return incidents.log(book, incidents.read(incident)).case


def assess(book: Book, case: str, *concerns: str, signs: Sequence[str] = ()) -> None:
    """Triage a case."""
    assessments.assess(book, case, concerns=concerns, signs=signs)


def attach(book: Book, case: str, *files: Path, by: str, source: str) -> None:
    """Lodge files that somebody brought, and decide to hold them."""
    lodged = exhibits.lodge(
        book, case, files, imagery="no", captured_at=None, captured_by=by, source=source
    )
    for each in lodged:
        exhibits.dispose(book, case, each.reference, "held", "Kept with the case until its review.")


def done(
    book: Book, case: str, route: str, outcome: str, *, with_whom: str = "", reference: str = ""
) -> None:
    """Do the action of one route."""
    actions.do(book, _open(book, case, route), outcome, reference=reference, with_whom=with_whom)


def ruled_out(book: Book, case: str, route: str, reason: str, authority: str) -> None:
    """Rule the action of one route out."""
    actions.rule_out(book, _open(book, case, route), reason, authority)


def _open(book: Book, case: str, route: str) -> str:
    """The reference of the open action of a route."""
    return next(each.id for each in actions.listed(book, case, "open") if each.route == route)


def exported(
    book: Book, case: str, profile: str, folder: Path, *, purpose: str, basis: str, recipient: str
) -> releases.Exported:
    """Write a bundle, and its words beside it where it is sealed."""
    left = releases.export(
        book, case, profile, folder, purpose=purpose, basis=basis, recipient=recipient
    )
    if left.words:
        bundle = Path(left.bundle)
        beside = bundle.with_name(f"{bundle.stem}.words.txt")
        beside.write_text(f"{left.words}\n", encoding="utf-8")
    return left
