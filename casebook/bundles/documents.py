"""Documents, compiled in memory: tagged PDF that prints the same for ever.

The rules are: data reach a template as JSON and are never markup; nothing is read but the
templates and the bundled fonts, and nothing is fetched; the date is that of the release, so the
same request gives the same bytes.
"""

import json
import tempfile
from functools import cache
from importlib.resources import as_file
from typing import Any

from casebook import clock
from casebook.bundles import chronology, labels, notes, referral, report, spreadsheets
from casebook.bundles.layout import Block, called, facts, paragraph, rows_of
from casebook.bundles.notes import DOCUMENT_TITLES, RESTRICTION, documents_leaving
from casebook.bundles.printable import printable
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import Selection
from casebook.datafiles import data_folder
from casebook.errors.machine import DocumentFailed

OWN_TEMPLATES = ("labels", "letter", "receipt", "sheets")
"""The documents that have a template of their own; the others are reports."""


def all_of(request: BundleRequest, selection: Selection) -> dict[str, bytes]:
    """Every document that the profile lists, by path."""
    made = {}
    for name in documents_leaving(selection):
        path = f"data/{DOCUMENT_TITLES[name][0]}"
        if name == "chronology":
            made[path] = _chronology(selection)
        else:
            made[path] = compiled(name, _content(name, request, selection))
    return made


def compiled(name: str, content: dict[str, object]) -> bytes:
    """The template `name`, filled, as PDF/UA-1 (for readers who cannot see it) and PDF/A-2a.

    Raises DocumentFailed, which tells nothing of what stood in it.
    """
    import typst

    folder = data_folder("exports") / "templates"
    template = f"{name}.typ" if name in OWN_TEMPLATES else "report.typ"
    source = b"\n".join((folder / each).read_bytes() for each in ("style.typ", template))
    with tempfile.TemporaryDirectory() as empty:
        try:
            made: bytes = typst.compile(
                source,
                root=empty,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                package_path=empty,
                package_cache_path=empty,
                format="pdf",
                sys_inputs={"data": json.dumps(content)},
                pdf_standards=["ua-1", "a-2a"],
            )
        except typst.TypstError:
            raise DocumentFailed(document=name) from None
    return made


@cache
def _fonts() -> Any:  # noqa: ANN401 - the library's class carries no types
    """The bundled fonts, read once; never the system's."""
    import typst

    with as_file(data_folder("exports") / "fonts") as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )


def _content(name: str, request: BundleRequest, selection: Selection) -> dict[str, object]:
    """What a template is filled with: what stands on every page, and its own part."""
    content = _on_every_page(request, selection)
    if name == "labels":
        return content | {"title": "Exhibit labels", "labels": labels.labels(selection)}
    subject = next((str(row.get("title", "")) for row in selection.records.get("case", ())), "")
    summary = next((str(row.get("summary", "")) for row in selection.records.get("case", ())), "")
    parts, heading = report.sections(selection), "Case report"
    if name == "referral":
        parts, heading = referral.sections(request, selection), "Referral summary"
    opening: list[Block] = [{"kind": "part", "text": "Summary"}, paragraph(summary)]
    return content | {
        "title": heading,
        "heading": heading,
        "subject": printable(subject),
        "about": [[title, printable(text)] for title, text in notes.first_page(request)],
        "cover": _cover(request, selection),
        "opening": opening if summary else [],
        "sections": parts,
    }


def _on_every_page(request: BundleRequest, selection: Selection) -> dict[str, object]:
    """What the head and the foot of each page say."""
    released = clock.local(request.released_at)
    date = {"year": released.year, "month": released.month, "day": released.day}
    time = {"hour": released.hour, "minute": released.minute, "second": released.second}
    return {
        "case": request.case,
        "bundle": request.bundle_id,
        "school": printable(request.school),
        "date": date | time,
        "root": request.log.root,
        "restricted": selection.restricted,
        "restriction": RESTRICTION,
    }


def _cover(request: BundleRequest, selection: Selection) -> list[list[object]]:
    """The facts of the release, and of the case."""
    signer = request.released_by
    case = selection.records.get("case", ())
    told = rows_of(facts("case", case[0], skip=("title", "summary"))) if case else []
    rows = [
        ("Bundle", request.bundle_id),
        ("For", f"{request.recipient} ({selection.profile.title})"),
        ("Purpose", request.purpose),
        ("Basis", request.basis),
        ("Released", clock.words(request.released_at)),
        ("Released by", f"{signer.name}, {called('role', signer.role)}"),
    ]
    listed = [[label, printable(text), False] for label, text in rows]
    return [*told, *listed]


def _chronology(selection: Selection) -> bytes:
    """The chronology as a table for a spreadsheet."""
    titles = ("When (London)", "When (ISO 8601)", "What", "Words", "Who", "Record")
    return spreadsheets.table(
        titles,
        (
            (each.shown, each.at, each.what, each.words, each.who, each.reference)
            for each in chronology.lines_of(selection)
        ),
    )
