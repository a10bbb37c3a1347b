"""All of one kind of thing in the catalogue, each with what it says in one sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casebook.cli.catalogue_text import said_day, source_line

if TYPE_CHECKING:
    from casebook.triage.catalogue import Catalogue
    from casebook.triage.rules import Helpline, Source

Pairs = list[tuple[str, str]]
"""Names, each with what it says."""


def concerns() -> Pairs:
    """Every concern with its question."""
    return [(each.id, each.question) for each in _loaded().concerns.values()]


def signs() -> Pairs:
    """Every sign with its question."""
    return [(each.id, each.question) for each in _loaded().signs.values()]


def people() -> Pairs:
    """Every people rule with its title."""
    return [(each.id, each.title) for each in _loaded().people]


def routes() -> Pairs:
    """Every route with its title."""
    return [(each.id, each.title) for each in _loaded().routes.values()]


def profiles() -> Pairs:
    """Every profile with its title."""
    return [(each.id, each.title) for each in _loaded().profiles.values()]


def lists() -> Pairs:
    """Every list with its title."""
    from casebook.triage import lists as listed

    return [(each.id, each.title) for each in listed.load().values()]


def ages() -> Pairs:
    """Every age of every edition, with what follows from it."""
    from casebook.triage.catalogue import edition_called
    from casebook.triage.catalogue import editions as listed

    found = {}
    for edition in listed():
        for age in edition_called(edition.id).ages.values():
            found[age.id] = f"{age.years}. {age.title}. {age.says} {_sources(age.sources)}"
    return list(found.items())


def editions() -> Pairs:
    """Every edition, with where it holds and from when."""
    from casebook.triage.catalogue import editions as listed

    return [
        (
            each.id,
            f"{each.title}. {each.jurisdiction}, "
            + (
                f"since {said_day(each.since)}"
                if each.is_dated
                else "day not known: answers nothing yet"
            )
            + f". {each.note} {_sources(each.sources)}",
        )
        for each in listed()
    ]


def helplines() -> Pairs:
    """Every helpline, with how it is reached and for whom it is."""
    from casebook.triage import helplines as listed

    return [
        (
            each.id,
            f"{each.title}: {_reached(each)}. {each.who_for} {_sources(each.sources)}",
        )
        for each in listed.load()
    ]


def _reached(helpline: "Helpline") -> str:
    """How a helpline is reached, and when."""
    return f"{helpline.reach} ({helpline.hours})" if helpline.hours else helpline.reach


def _sources(sources: Sequence["Source"]) -> str:
    """Sources in brackets, after what they say."""
    return f"[{'; '.join(source_line(each) for each in sources)}]"


def _loaded() -> "Catalogue":
    """The catalogue in force now."""
    from casebook.triage.catalogue import load

    return load()
