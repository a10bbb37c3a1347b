"""An exhibit as a page: what it is, where it came from, and the numbers that prove it."""

from collections.abc import Sequence

from casebook.casework.views import CustodyView, ExhibitLine
from casebook.casework.wording import DISPOSED, said
from casebook.ui.pages.readings import corrected
from casebook.ui.pages.typeset import (
    Page,
    Part,
    facts,
    heading,
    item,
    moment,
    passage,
    quiet,
)
from casebook.ui.words import in_bytes


def exhibit_page(exhibit: ExhibitLine) -> Page:
    """The whole page; the file itself is never opened here."""
    disposed = said(DISPOSED, exhibit.disposal)
    return (
        heading(f"{exhibit.reference}  {exhibit.description or exhibit.original_name}"),
        *facts(
            [
                ("Became of it", disposed or "NOT SAID YET: X says what becomes of it"),
                ("File name", exhibit.original_name),
                ("Size", _size(exhibit)),
                ("SHA-256", exhibit.sha256),
                ("Kind", exhibit.media_type),
                ("Captured", moment(exhibit.captured_at)),
                ("Captured by", exhibit.captured_by),
                ("From", exhibit.source),
                ("Device", exhibit.device),
                ("Same file as", exhibit.same_as),
                ("Lodged", f"{moment(exhibit.lodged_at)} by {exhibit.lodged_by}"),
                ("Kept", exhibit.where_kept),
            ]
        ),
        *([passage(exhibit.disposal_words)] if exhibit.disposal_words else []),
        *([quiet(exhibit.caution)] if exhibit.caution else []),
        *corrected(exhibit.corrections),
    )


def chain_page(links: Sequence[CustodyView]) -> Page:
    """Who had an exhibit, from when, and why it moved."""
    return (heading("Who had it, from when, and why it moved"), *map(_link, links))


def _size(exhibit: ExhibitLine) -> str:
    """The size of a file; nothing for a thing that is kept elsewhere."""
    if not exhibit.sha256:
        return ""
    exactly, said = f"{exhibit.size} bytes", in_bytes(exhibit.size)
    return said if said == exactly else f"{said} ({exactly})"


def _link(link: CustodyView) -> Part:
    """One link of the chain."""
    if link.what == "captured":
        whom = f" by {link.to_whom}"
    else:
        whom = f" from {link.from_whom}" if link.from_whom else ""
        whom += f" to {link.to_whom}" if link.to_whom else ""
    said = f"{moment(link.at)}  {link.what.replace('-', ' ')}{whom}"
    more = ". ".join(filter(None, (link.why, f"Receipt: {link.receipt}" if link.receipt else "")))
    return item(f"{said}. {more}" if more else said)
