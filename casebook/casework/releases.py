"""Releases: what would leave is shown, what leaves is signed, recorded and linked.

The rules are: a standing wish that decides, and a lock, come before anything is written; nothing
leaves into the casebook's own folder; the release is recorded, with the signed statement and every
withholding, only after the whole bundle is on the disk, and a bundle that cannot be recorded does
not stay there.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from casebook import clock
from casebook.bundles import preview as previewing
from casebook.bundles import profiles, writing
from casebook.bundles.preview import NameLeaving, Preview
from casebook.bundles.request import BundleRequest, Withheld
from casebook.bundles.writing import Written
from casebook.casework import (
    asking,
    bundle_request,
    custody,
    deciding,
    locks,
    outgoing,
    texts,
    wishes,
)
from casebook.casework.bundle_request import Wanted
from casebook.casework.case_file import CaseFile, of, pick
from casebook.casework.case_views import Viewer, latest_wishes
from casebook.casework.views import WishView
from casebook.errors.opening import BookReadOnly
from casebook.errors.rules import TellNobodyYet, WishUnheeded
from casebook.identifiers import exhibit_reference, parse_exhibit
from casebook.records.release import Release
from casebook.records.withholding import Withholding
from casebook.store.book import Book
from casebook.store.change import Change
from casebook.store.compartment import Compartment

Seal = Literal["zip", "none"]
Progress = Callable[[int], object]
"""Told of bytes as they are written."""

TELLS_THEM = frozenset({"parent", "subject-access"})
"""The profiles whose recipient is the person concerned, or a parent."""
COUNTING = frozenset({"weigh", "cannot-veto"})
"""The rules under which a *no* about the police counts and does not decide."""
SEALS = ("zip", "none")
NOT_GIVEN = "not given yet"


@dataclass(frozen=True)
class ReleasePreview:
    """What would leave, and what to think of first."""

    case: str
    profile: str
    title: str
    names: Sequence[NameLeaving]
    exhibits: Sequence[str]
    documents: Sequence[str]
    records: Mapping[str, int]
    withheld: Sequence[Withheld]
    fields_withheld: Sequence[str]
    restricted: bool
    """Whether somebody who may be a teacher is accused, so that nobody may publish who it is."""
    seal: str
    wishes: Sequence[WishView]
    """The latest wish of each person about each thing."""
    wishes_rule: str
    """How far wishes about the police go here."""
    cautions: Sequence[str]


@dataclass(frozen=True)
class Exported:
    """A bundle that left."""

    case: str
    bundle: str
    """Where it lies."""
    bundle_id: str
    root: str
    """The log's root, in hexadecimal."""
    fingerprint: str
    """The six words of the key that signed."""
    fingerprint_digits: str
    """The same in digits."""
    words: str | None
    """The seven words that open a sealed one: to be spoken, and kept nowhere."""
    release: str
    """The reference of the recorded release."""
    exhibits: Sequence[str]
    files: int
    covering_note: str
    """What to send along with it."""
    note: str
    """Where that lies as a file, beside the bundle."""


def preview(
    book: Book,
    ref: str,
    profile: str,
    only: Sequence[str] = (),
    *,
    purpose: str = "",
    basis: str = "",
    recipient: str = "",
    withhold: Sequence[Withheld] = (),
    to: Path | None = None,
) -> ReleasePreview:
    """What a bundle would hold; nothing is written and no exhibit is opened.

    Where `to` is given, it is a folder that a bundle could be written into. Raises ProfileUnknown,
    ReleaseIncomplete, RecordNotFound, FolderMissing, InsideCasebook.
    """
    compartment, file = of(book, ref)
    if to is not None:
        _refuse_folder(book, to)
    known = profiles.load(profile)
    wanted = Wanted(
        known.id,
        purpose or NOT_GIVEN,
        basis or NOT_GIVEN,
        recipient or known.title,
        clock.now(),
        _marks(file, only),
        withhold,
    )
    seen = previewing.preview(bundle_request.of_case(book, compartment, file, wanted))
    viewer = Viewer(book, file)
    return ReleasePreview(
        case=file.case.reference,
        profile=seen.profile,
        title=seen.title,
        names=seen.names,
        exhibits=seen.exhibits,
        documents=seen.documents,
        records=seen.records,
        withheld=seen.withheld,
        fields_withheld=seen.fields_withheld,
        restricted=seen.restricted,
        seal=seen.seal,
        wishes=tuple(viewer.wish(each) for each in latest_wishes(file)),
        wishes_rule=asking.wishes_rule(book, file),
        cautions=tuple(_cautions(book, file, profile)),
    )


def noes_that_count(seen: ReleasePreview) -> list[WishView]:
    """The wishes that say no to the police and do not decide; none where it goes elsewhere."""
    if seen.profile != wishes.POLICE or seen.wishes_rule not in COUNTING:
        return []
    asked = [each for each in seen.wishes if wishes.POLICE in each.about.casefold()]
    return [each for each in asked if each.answer == "no"]


def export(
    book: Book,
    ref: str,
    profile: str,
    to: Path,
    *,
    purpose: str,
    basis: str,
    seal: str | None = None,
    recipient: str = "",
    only: Sequence[str] = (),
    withhold: Sequence[Withheld] = (),
    despite: Sequence[str] = (),
    progress: Progress | None = None,
) -> Exported:
    """Write a bundle into the folder `to`, then record that it left.

    `despite`: the wishes about the police that say no, count and do not decide, each by its
    reference; WishUnheeded for one that is not among them, whichever door was taken.
    Without `seal` it is sealed as the profile says. Raises BookReadOnly, WishUnasked, WishStands,
    TellNobodyYet, InsideCasebook, FolderMissing, TextUnusable, and what `bundles.writing.write`
    raises.
    """
    compartment, file = of(book, ref)
    if not book.is_writer:
        raise BookReadOnly
    known = profiles.load(profile)
    overridden = _refuse_too_early(book, file, known.id)
    _refuse_unheeded(book, file, known.id, despite)
    _refuse_folder(book, to)
    wanted = Wanted(
        known.id,
        texts.line(texts.needed(purpose, "purpose"), "purpose"),
        texts.line(texts.needed(basis, "basis"), "basis"),
        texts.line(recipient, "recipient") or known.title,
        clock.now(),
        _marks(file, only),
        withhold,
    )
    sealed: Seal = "none" if texts.one_of(seal or known.seal, SEALS, "seal") == "none" else "zip"
    request = bundle_request.of_case(book, compartment, file, wanted)
    seen = previewing.preview(request)
    with ExitStack() as undo:
        written = writing.write(request, to.absolute(), sealed, progress)
        for path in (written.path, written.note):
            undo.callback(outgoing.take_back, path)
        left = _Left(request, written, sealed, seen, overridden)
        kept = _record(book, compartment, file, left)
        undo.pop_all()
    return _answer(file, written, kept)


def _refuse_folder(book: Book, to: Path) -> None:
    """Raise InsideCasebook or FolderMissing for a folder that no bundle is written into."""
    outgoing.refuse_inside(book, to)
    outgoing.refuse_missing(to)


def _answer(file: CaseFile, written: Written, kept: Release) -> Exported:
    """A bundle that left and was recorded."""
    return Exported(
        case=file.case.reference,
        bundle=str(written.path),
        bundle_id=written.bundle_id,
        root=written.root,
        fingerprint=written.fingerprint,
        fingerprint_digits=written.fingerprint_digits,
        words=written.words,
        release=kept.reference,
        exhibits=tuple(kept.exhibits),
        files=written.files,
        covering_note=written.covering_note,
        note=str(written.note),
    )


@dataclass(frozen=True)
class _Left:
    """A bundle that lies where it was wanted, to be recorded."""

    request: BundleRequest
    written: Written
    seal: str
    seen: Preview
    overridden: str


def _record(book: Book, compartment: Compartment, file: CaseFile, left: _Left) -> Release:
    """Record a release: the statement, what was withheld, and each exhibit's link."""
    request, written = left.request, left.written
    with compartment.changing() as change:
        release = Release.of(
            case_id=file.case.id,
            reference=change.number(file.case, "release"),
            bundle=written.bundle_id,
            profile=request.profile,
            recipient=request.recipient,
            purpose=request.purpose,
            basis=request.basis,
            seal=left.seal,
            exhibits=list(left.seen.exhibits),
            file_count=written.files,
            log_size=request.log.size,
            log_root=written.root,
            statement=written.statement.decode("utf-8"),
            wish_overridden=left.overridden,
            released_at=request.released_at,
            released_by=book.user.uid,
        )
        change.add("released", release)
        for each in left.seen.withheld:
            change.add(
                "withheld",
                Withholding.of(
                    case_id=file.case.id, release_id=release.id, what=each.what, why=each.why
                ),
            )
        _link(book, change, file, release)
    return release


def _link(book: Book, change: Change, file: CaseFile, release: Release) -> None:
    """Add the link `released` to the chain of each exhibit that left."""
    for mark in release.exhibits:
        custody.add(
            book,
            change,
            pick(file.exhibits, mark),
            "released",
            at=release.released_at,
            to_whom=release.recipient,
            why=release.purpose,
            receipt=release.bundle,
        )


def _refuse_too_early(book: Book, file: CaseFile, profile: str) -> str:
    """Raise WishUnasked, WishStands or TellNobodyYet.

    Gives the wish that was overridden, with its reason.
    """
    if profile in TELLS_THEM and locks.TELL_NOBODY in locks.standing(file.duties):
        raise TellNobodyYet(case=file.case.reference, lock=locks.TELL_NOBODY)
    if profile != wishes.POLICE:
        return ""
    wishes.refuse_unheard(book, file)
    return "; ".join(
        f"{each.about}: {wishes.REASONS[each.what.removeprefix(wishes.OVERRIDE)]}"
        f" ({each.reference})"
        for each in wishes.refuse_against_police(book, file)
    )


def _refuse_unheeded(book: Book, file: CaseFile, profile: str, despite: Sequence[str]) -> None:
    """Raise WishUnheeded for a *no* about the police that counts and was not named."""
    if profile != wishes.POLICE or asking.wishes_rule(book, file) not in COUNTING:
        return
    for each in latest_wishes(file):
        counts = wishes.POLICE in each.about.casefold() and each.answer == "no"
        if counts and each.reference not in despite:
            raise WishUnheeded(case=file.case.reference, wish=each.reference)


def _cautions(book: Book, file: CaseFile, profile: str) -> list[str]:
    """What to think of before this leaves."""
    found = []
    if file.assessment is None:
        found.append("The case is not triaged yet.")
    rule = asking.wishes_rule(book, file)
    asked = deciding.about_police(file)
    if profile == wishes.POLICE and rule == wishes.VICTIM_DECIDES:
        found.extend(deciding.said(file))
        found.extend(
            f"Wish {each.reference} does not say yes: this would be refused."
            for each in wishes.standing_noes(book, file)
            if not wishes.overridden_by(book, file, each)
        )
    if profile == wishes.POLICE and rule == "weigh":
        if not asked:
            found.append("Nobody's wish about the police is recorded.")
        unsure = [each.reference for each in asked if each.answer == "unsure"]
        found.extend(f"Wish {each} about the police is not decided." for each in unsure)
    if profile == wishes.POLICE and rule in COUNTING:
        found.extend(
            f"Wish {each.reference} says no: it does not decide here, but it counts."
            for each in asked
            if each.answer == "no"
        )
    found.extend(locks.in_words(each) for each in locks.standing(file.duties))
    return found


def _marks(file: CaseFile, only: Sequence[str]) -> list[str]:
    """The marks of the exhibits that were chosen; raises RecordNotFound, ReferenceInvalid."""
    return [pick(file.exhibits, exhibit_reference(*parse_exhibit(each))).reference for each in only]
