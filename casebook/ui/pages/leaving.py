"""What would leave, as a page: every name, every exhibit, every document, and what stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.bundles import layout
from casebook.casework.releases import ReleasePreview
from casebook.casework.views import WishView
from casebook.ui.pages.answer import words_of
from casebook.ui.pages.typeset import Page, Part, fact, heading, item, passage, quiet, spaced


@dataclass(frozen=True)
class Where:
    """To whom a bundle goes, and where it is written."""

    recipient: str
    """By name and post; empty where none was typed."""
    folder: str
    seal: str
    """`zip` or `none`; empty: as the profile says."""


def _where(preview: ReleasePreview, where: Where) -> list[Part]:
    """To whom, where, and how it is sealed."""
    sealed = (where.seal or preview.seal) == "zip"
    return [
        fact("For", preview.title),
        fact("To whom", where.recipient or "nobody named"),
        fact("Folder", where.folder),
        fact("Sealed", "ZIP with seven words" if sealed else "not sealed: a secure portal"),
    ]


def brief_page(preview: ReleasePreview, where: Where) -> Page:
    """What leaves, in few lines."""
    return (
        *_where(preview, where),
        fact("Exhibits", _counted(preview.exhibits)),
        fact("Names", _counted([each.name for each in preview.names])),
    )


def _counted(listed: Sequence[str]) -> str:
    """How many there are, and which."""
    return f"{len(listed)}: {', '.join(listed)}" if listed else "none"


def _fields_that_stay(fields: Sequence[str]) -> Iterator[str]:
    """The filled fields that the profile does not list, by kind of record, as paper calls them."""
    held: dict[str, list[str]] = {}
    for each in fields:
        kind, _, name = each.partition(".")
        called = layout.words().get(kind, {}).get(name) or name.replace("_", " ")
        held.setdefault(kind, []).append(called.lower())
    for kind, names in held.items():
        yield f"of every {kind}: {', '.join(names)} (not for this recipient)"


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


def leaving_page(preview: ReleasePreview, where: Where) -> Page:
    """The whole page; to whom and where it goes stands first."""
    return tuple(
        spaced(
            [
                _where(preview, where),
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
                    *map(item, _fields_that_stay(preview.fields_withheld)),
                ],
            ]
        )
    )
