"""Writing a bundle: chosen, listed, signed and put in its place, or not written at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from casebook.bundles import (
    bagging,
    casefile,
    documents,
    notes,
    places,
    profiles,
    sealing,
    statement,
    verifier,
    webpage,
)
from casebook.bundles.bagging import Bag
from casebook.bundles.request import BUNDLE_ID, BundleRequest
from casebook.bundles.selecting import Selection, select
from casebook.errors.given import RequestInvalid


@dataclass(frozen=True)
class Written:
    """A bundle that lies where it was wanted."""

    path: Path
    words: str | None = field(repr=False)
    """The seven words that open a sealed bundle: to be spoken, and kept nowhere."""
    bundle_id: str
    root: str
    """The log's root, in hexadecimal."""
    fingerprint: str
    """The six words of the key that signed."""
    fingerprint_digits: str
    """The same in digits."""
    statement: bytes = field(repr=False)
    """The signed statement, to be kept in the casebook."""
    files: int
    """How many files it holds."""
    covering_note: str
    """What to send along with it; of the case it tells the reference alone."""
    note: Path
    """Where the covering note lies, beside the bundle."""


def write(
    request: BundleRequest,
    target: Path,
    seal: Literal["zip", "none"],
    progress: Callable[[int], object] | None = None,
) -> Written:
    """Write the bundle into the folder `target`; `progress` hears of bytes as they are written.

    Raises ProfileUnknown, RequestInvalid, ReleaseIncomplete, BundleTargetUnusable, TargetExists,
    ExhibitAltered, SignatureWrong or a fault of the machine; nothing is left there then.
    """
    if not BUNDLE_ID.fullmatch(request.bundle_id):
        raise RequestInvalid(fault="its name is not like B-2026-7K3F9Q")
    selection = select(request, profiles.load(request.profile))
    words = sealing.words() if seal == "zip" else None
    name = request.bundle_id if words is None else f"{request.bundle_id}.zip"
    places.ready(target, name)
    note = notes.covering_note(request, sealed=words is not None)
    where = (
        places.folder(target, request.bundle_id, note)
        if words is None
        else places.sealed(target, request.bundle_id, note, words, request.released_at)
    )
    with ThreadPoolExecutor(1) as beside, where as place:
        typeset = beside.submit(documents.all_of, request, selection)
        bag = Bag(place, progress or (lambda _: None))
        for exhibit in selection.exhibits:
            bag.copy(exhibit)
        signed = _fill(bag, request, selection, typeset.result())
    return Written(
        path=target / name,
        words=words,
        bundle_id=request.bundle_id,
        root=request.log.root,
        fingerprint=statement.fingerprint(request),
        fingerprint_digits=statement.fingerprint_digits(request),
        statement=signed,
        files=len(bag.files),
        covering_note=note,
        note=places.note_of(target / name),
    )


def _fill(bag: Bag, request: BundleRequest, selection: Selection, made: dict[str, bytes]) -> bytes:
    """Write what goes with the exhibits, the lists and the statement; gives the statement."""
    for path, data in made.items():
        bag.add(path, data)
    bag.add("data/case.json", casefile.case_file(request, selection))
    bag.add("bagit.txt", bagging.DECLARATION)
    bag.add("bag-info.txt", bag.information(request))
    bag.add(verifier.LIST, bag.manifest(of_payload=True))
    bag.add("READ-ME-FIRST.txt", notes.read_me(request, selection))
    bag.add("verify.py", Path(verifier.__file__).read_bytes())
    bag.add("verify.html", webpage.page())
    payload = statement.payload_of(request, selection, bag.files)
    signed = statement.signed(request, selection, payload)
    for path, data in signed.items():
        bag.add(path, data)
    bag.add(verifier.TAG_LIST, bag.manifest(of_payload=False))
    return signed[verifier.STATEMENT]
