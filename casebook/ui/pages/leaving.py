"""What would leave, as a page: every name, every exhibit, every document, and what stays."""

from collections.abc import Iterator

from casebook.casework.releases import ReleasePreview
from casebook.casework.views import WishView
from casebook.ui.pages.answer import words_of
from casebook.ui.pages.typeset import Page, Part, fact, heading, item, passage, quiet, spaced


def _cautions(preview: ReleasePreview) -> Iterator[list[Part]]:
    """What to think of first."""
    if preview.cautions:
        yield [heading("Think first"), *map(item, preview.cautions)]


def _wish(wish: WishView) -> tuple[Part, Part]:
    """One wish, in short and in their words."""
    return item(f"{wish.whose}, about {wish.about}: {wish.answer}"), passage(wish.words)


def _wishes(preview: ReleasePreview) -> Iterator[list[Part]]:
    """What people want, beside what would be shared."""
    if preview.wishes:
        rule = words_of("wishes").get(preview.wishes_rule)
        yield [
            heading("Wishes"),
            *([quiet(f"{rule.title}: {rule.meaning}")] if rule else []),
            *(part for each in preview.wishes for part in _wish(each)),
        ]


def leaving_page(preview: ReleasePreview) -> Page:
    """The whole page."""
    sealed = "ZIP with seven words" if preview.seal == "zip" else "not sealed: a secure portal"
    return tuple(
        spaced(
            [
                [heading(f"For {preview.title}"), fact("Sealed", sealed)],
                *_cautions(preview),
                *_wishes(preview),
                [
                    heading(f"Names that leave ({len(preview.names)})"),
                    *(item(f"{each.name}  {', '.join(each.where)}") for each in preview.names),
                    *([] if preview.names else [quiet("none")]),
                ],
                [
                    heading(f"Exhibits that leave ({len(preview.exhibits)})"),
                    *(item(each) for each in preview.exhibits),
                    *([] if preview.exhibits else [quiet("none")]),
                ],
                [heading("Documents"), *(item(each) for each in preview.documents)],
                [
                    heading("Withheld"),
                    *(item(f"{each.what}: {each.why}") for each in preview.withheld),
                    *(item(each) for each in preview.fields_withheld),
                ],
            ]
        )
    )
