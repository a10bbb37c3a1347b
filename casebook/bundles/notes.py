"""Plain words for people who have never heard of this program: READ-ME-FIRST and a covering note.

The rules are: none tells the six words of the key or the seven words of the seal, which are
spoken, and nothing that could be taken for either stands in them; the covering note tells nothing
of the case but its reference.
"""

from collections.abc import Mapping
from string import Template
from textwrap import fill

from casebook import clock
from casebook.bundles.layout import called
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


def documents_leaving(selection: Selection) -> list[str]:
    """The documents that leave: those of the profile, and no labels where there is no exhibit."""
    named = selection.profile.documents
    return [each for each in named if each != "labels" or selection.exhibits]


def read_me(request: BundleRequest, selection: Selection) -> bytes:
    """The text of READ-ME-FIRST.txt, with the line ends that every editor knows."""
    listed = [DOCUMENT_TITLES[each] for each in documents_leaving(selection)]
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
        root=request.log.root,
    )
    return text.replace("\n", "\r\n").encode("utf-8")


def first_page(request: BundleRequest) -> list[tuple[str, str]]:
    """What stands on page one of a document, each part with its title: what it is, how to check."""
    signer = request.released_by
    text = _template("first-page.txt").substitute(
        bundle=request.bundle_id,
        school=one_line(request.school),
        signer=one_line(signer.name),
        role=called("role", signer.role),
    )
    parts = (each.partition(". ") for each in text.strip().split("\n\n"))
    return [(f"{title}.", rest) for title, _, rest in parts]


def covering_note(request: BundleRequest, *, sealed: bool) -> str:
    """What to send along with a bundle: how it is opened, and what to ring for; no name but ours.

    It travels in an ordinary e-mail, so of the case it tells the reference and nothing else.
    """
    name = "covering-note-sealed.txt" if sealed else "covering-note.txt"
    return _template(name).substitute(
        bundle=request.bundle_id,
        case=request.case,
        school=one_line(request.school),
        released=clock.words(request.released_at),
    )


def _template(name: str) -> Template:
    """A text of exports/templates with places to fill."""
    return Template((data_folder("exports") / "templates" / name).read_text(encoding="utf-8"))
