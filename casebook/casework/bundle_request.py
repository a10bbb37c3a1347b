"""A case as a bundle is asked for: plain rows, exhibits to be read, the log that proves them.

The rules are: everything of the case is given, and the recipient's profile decides what leaves;
where a record holds a user, their name and office stand instead; every entry about anything in the
case goes with its proof.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from casebook.bundles.request import BundleRequest, ExhibitSource, Signer, Withheld, new_bundle_id
from casebook.casework.case_file import CaseFile
from casebook.errors.given import RecordNotFound
from casebook.records.exhibit import Exhibit
from casebook.records.record import Record
from casebook.store.book import Book
from casebook.store.compartment import Compartment

USERS = frozenset(
    {
        "answered_by",
        "assessed_by",
        "cover",
        "decided_by",
        "lodged_by",
        "opened_by",
        "owner",
        "proposed_by",
        "rechecked_by",
        "recorded_by",
        "released_by",
        "reopened_by",
        "seconded_by",
    }
)
"""The fields that hold a user's identifier."""

NO_NAME = "Name not known"
"""What stands for somebody whose name nobody knows."""
NOT_CHOSEN = "not chosen for this release"


@dataclass(frozen=True)
class Wanted:
    """What the person at the desk asked for."""

    profile: str
    purpose: str
    basis: str
    recipient: str
    released_at: datetime
    only: Sequence[str] = ()
    """The marks of the exhibits that go; all of them where none is named."""
    withhold: Sequence[Withheld] = ()


def of_case(book: Book, compartment: Compartment, file: CaseFile, wanted: Wanted) -> BundleRequest:
    """The request of a bundle of `file`.

    Raises RecordNotFound where something is to be withheld that the case does not hold.
    """
    withhold = _matched(file, wanted.withhold)
    seqs = [each.seq for each in compartment.entries(_identifiers(file))]
    left = [
        Withheld(each.reference, NOT_CHOSEN)
        for each in file.exhibits
        if wanted.only and each.reference not in wanted.only
    ]
    return BundleRequest(
        bundle_id=new_bundle_id(wanted.released_at),
        case=file.case.reference,
        profile=wanted.profile,
        matter=matter_of(book, file),
        exhibits=[
            _source(compartment, each, _row(book, each)) for each in file.exhibits if each.sealed_id
        ],
        purpose=wanted.purpose,
        basis=wanted.basis,
        recipient=wanted.recipient,
        released_by=Signer(
            book.user.called, book.user.role, book.identity.public.sign, book.identity.sign
        ),
        released_at=wanted.released_at,
        school=book.school,
        log=compartment.prove(seqs),
        withholdings=[*withhold, *left],
    )


def _matched(file: CaseFile, withhold: Sequence[Withheld]) -> list[Withheld]:
    """What is to be left out, each by the reference it has; raises RecordNotFound.

    A reference that fits nothing would leave what somebody believes to be withheld.
    """
    known = {str(getattr(each, "reference", "")) for each in file.with_references()}
    known |= {each.reference for each in file.exhibits}
    known |= set(file.marks.values())
    found = [Withheld(each.what.strip().upper(), each.why) for each in withhold]
    for each in found:
        if each.what not in known - {file.case.reference, ""}:
            raise RecordNotFound(reference="with one of the marks that were to be withheld")
    return found


def matter_of(book: Book, file: CaseFile) -> dict[str, list[dict[str, Any]]]:
    """Everything in a case, by the kind of record, as it reads now."""
    rows = partial(_rows, book)
    matter = {
        "case": rows([file.case]),
        "incident": rows(file.incidents),
        "person": rows(file.person(each) for each in file.marks),
        "involvement": rows(file.involvements),
        "carer": rows(file.carers),
        "wish": rows(file.wishes),
        "exhibit": rows(file.exhibits),
        "custody": rows(file.custody),
        "assessment": rows(file.assessments),
        "action": rows(file.actions),
        "referral": rows(file.referrals),
        "decision": rows(file.decisions),
        "note": rows(file.notes),
        "correction": rows(file.corrections),
        "closing": rows(file.closings),
        "support": rows(file.supports),
        "removal": rows(file.removals),
        "underage-report": rows(file.underage_reports),
        "letter": rows(file.letters),
    }
    _fill(book, file, matter)
    return matter


def _fill(book: Book, file: CaseFile, matter: dict[str, list[dict[str, Any]]]) -> None:
    """Say what the case says elsewhere: a summary, a name not known, who seconded a decision."""
    first = matter["incident"][0] if matter["incident"] else {}
    for row in [*matter["case"], *matter["incident"]]:
        told = row if "words" in row else first
        row["summary"] = row["summary"] or told.get("words") or row["title"]
    for row, mark in zip(matter["person"], file.marks.values(), strict=True):
        row["name"] = row["name"] or NO_NAME
        row["mark"] = mark
    for row, decision in zip(matter["decision"], file.decisions, strict=True):
        row["seconded_by"] = row["seconded_by"] or _name(book, file.second_of(decision))


def _rows(book: Book, records: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as plain rows."""
    return [_row(book, each) for each in records]


def _row(book: Book, record: Record) -> dict[str, Any]:
    """One record, its users by name and office."""
    return {
        name: _name(book, value) if name in USERS else value
        for name, value in record.model_dump().items()
    }


def _name(book: Book, uid: str | None) -> str:
    """A user as they should stand on paper."""
    card = book.user_named(uid) if uid else None
    return f"{card.called} ({card.role})" if card else ""


def _source(compartment: Compartment, row: Exhibit, details: dict[str, Any]) -> ExhibitSource:
    """One exhibit's file, to be read when it is written."""
    return ExhibitSource(
        reference=row.reference,
        original_name=row.original_name,
        size=row.size,
        sha256=row.sha256,
        details=details,
        open=_opener(compartment, row.sealed_id or ""),
    )


def _opener(compartment: Compartment, sealed_id: str) -> Callable[[], Any]:
    """Opens a sealed file's bytes as they came."""
    return partial(compartment.open_file, sealed_id)


def _identifiers(file: CaseFile) -> list[str]:
    """Everything in a case by its identifier, for the entries that tell of it."""
    found: list[Record] = [file.case, *file.people]
    for kind in (
        file.incidents,
        file.involvements,
        file.carers,
        file.wishes,
        file.exhibits,
        file.custody,
        file.assessments,
        file.actions,
        file.referrals,
        file.decisions,
        file.notes,
        file.corrections,
        file.closings,
        file.releases,
        file.withholdings,
        file.supports,
        file.removals,
        file.underage_reports,
        file.letters,
    ):
        found.extend(kind)
    sealed = [each.sealed_id for each in file.exhibits if each.sealed_id]
    return [each.id for each in found] + sealed
