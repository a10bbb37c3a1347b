"""Plain words for people who have never heard of this program: READ-ME-FIRST and a covering note.

The rules are: neither tells the six words of the key or the seven words of the seal, which are
spoken; the covering note tells nothing of the case at all.
"""

from collections.abc import Mapping
from string import Template
from textwrap import fill

from casebook import clock
from casebook.bundles import verifier
from casebook.bundles.printable import one_line
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import Selection
from casebook.datafiles import data_folder

DOCUMENT_TITLES: Mapping[str, tuple[str, str]] = {
    "report": ("report.pdf", "the report: start here"),
    "referral": ("referral.pdf", "the referral summary: start here"),
    "chronology": ("chronology.csv", "the chronology, for a spreadsheet"),
    "labels": ("exhibit-labels.pdf", "a label for each exhibit, to print and sign"),
}
"""For each document its file under data/, and what it is."""

RESTRICTION = (
    "REPORTING RESTRICTION. This matter concerns somebody who may be a teacher. Until a teacher "
    "is charged, it is an offence to publish anything that is likely to lead the public to "
    "identify them as accused of an offence against a pupil (Education Act 2002, section 141F)."
)
"""Stands on every page where somebody who may be a teacher is alleged to have done something."""


def read_me(request: BundleRequest, selection: Selection) -> bytes:
    """The text of READ-ME-FIRST.txt, with the line ends that every editor knows."""
    listed = [DOCUMENT_TITLES[each] for each in selection.profile.documents]
    listed.append(("case.json", "the same facts, for a program"))
    if selection.exhibits:
        listed.append(("exhibits", f"{len(selection.exhibits)} exhibits, as they were received"))
    text = _template("READ-ME-FIRST.txt").substitute(
        bundle=request.bundle_id,
        school=one_line(request.school),
        released=clock.words(request.released_at),
        recipient=one_line(request.recipient),
        case=request.case,
        contents="\n".join(f"  data/{name:<22}{what}" for name, what in listed),
        restriction="\n" + fill(RESTRICTION, 80) + "\n" if selection.restricted else "",
        root=request.log.root + "\n  " + verifier.spoken(bytes.fromhex(request.log.root)),
    )
    return text.replace("\n", "\r\n").encode("utf-8")


def covering_note(request: BundleRequest, *, sealed: bool) -> str:
    """What to send along with a bundle: how it is opened, and what to ring for."""
    name = "covering-note-sealed.txt" if sealed else "covering-note.txt"
    return _template(name).substitute(
        bundle=request.bundle_id,
        school=one_line(request.school),
        released=clock.words(request.released_at),
    )


def _template(name: str) -> Template:
    """A text of exports/templates with places to fill."""
    return Template((data_folder("exports") / "templates" / name).read_text(encoding="utf-8"))
