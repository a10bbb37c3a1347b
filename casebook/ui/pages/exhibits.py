"""An exhibit as a page: what it is, where it came from, and the numbers that prove it."""

from casebook.casework.views import ExhibitLine
from casebook.ui.dialogs.progress import in_bytes
from casebook.ui.pages.typeset import Page, facts, heading, moment, quiet


def exhibit_page(exhibit: ExhibitLine) -> Page:
    """The whole page; the file itself is never opened here."""
    return (
        heading(f"{exhibit.reference}  {exhibit.description or exhibit.original_name}"),
        *facts(
            [
                ("File name", exhibit.original_name),
                ("Size", f"{in_bytes(exhibit.size)} ({exhibit.size} bytes)"),
                ("SHA-256", exhibit.sha256),
                ("Kind", exhibit.media_type),
                ("Captured", moment(exhibit.captured_at)),
                ("Captured by", exhibit.captured_by),
                ("From", exhibit.source),
                ("Device", exhibit.device),
                ("Same file as", exhibit.same_as),
                ("Lodged", f"{moment(exhibit.lodged_at)} by {exhibit.lodged_by}"),
                ("Kept", exhibit.where_kept),
                ("Became of it", f"{exhibit.disposal} {exhibit.disposal_words}".strip()),
            ]
        ),
        *([quiet(exhibit.caution)] if exhibit.caution else []),
    )
