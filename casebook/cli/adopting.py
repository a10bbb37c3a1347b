"""`catalogue adopt` and `adopted`: the school's own profile, taken into the casebook."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import given as read
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors.asked import ProfileUnsaid

if TYPE_CHECKING:
    from casebook.casework.adopting import Chosen, InForce
    from casebook.triage.catalogue import Catalogue
    from casebook.triage.compared import Change

family = Typer()


@command(family, "adopt")
def adopt(
    desk: Desk,
    given: Annotated[
        str,
        Argument(
            metavar="FILE|FOLDER|NAME",
            help="Your own profile, a folder with just that, or a built-in one's name.",
        ),
    ],
    *,
    preview: Annotated[
        bool, Option("--preview", help="Only say what would differ; nothing is written.")
    ] = False,
) -> Answer:
    """Let the casebook go by a school's own profile, checked and sealed inside it, from now on."""
    from casebook.casework import adopting
    from casebook.triage.catalogue import load

    wanted = _chosen(given, load())
    with desk.opened(write=not preview) as book:
        differences = adopting.changed_by(book, wanted)
        adopted = [] if preview else adopting.adopt(book, wanted)
        now = adopting.in_force(book)
        not_held = [each for each in _compartments() if each not in book.held]
    lines = [_heading(wanted, adopted, preview=preview)]
    for name, changes in differences.items():
        lines += ["", f"In {name}:", *_changes(changes)]
    if not_held:
        lines += ["", f"Not reached, because you do not hold it: {', '.join(not_held)}."]
        lines += ["Somebody who does adopts it there with the same file."]
    data = {
        "adopted": adopted,
        "changes": {
            name: [{"what": x.what, "before": x.before, "after": x.after} for x in changes]
            for name, changes in differences.items()
        },
        "in_force": _data(now),
        "not_reached": not_held,
    }
    return Answer(data, lines)


@command(family, "adopted")
def adopted(desk: Desk) -> Answer:
    """Show the profile that each compartment goes by, since when, and who adopted it."""
    from casebook.casework import adopting

    with desk.opened(write=False) as book:
        now = adopting.in_force(book)
    lines = [_line(each) for each in now] or ["You hold no compartment, so none is shown."]
    return Answer({"in_force": _data(now)}, lines)


def _chosen(given: str, loaded: "Catalogue") -> "Chosen":
    """What was given: a file, a folder with one profile, or the name of a built-in one.

    Raises ProfileUnsaid, CatalogueRefused and the faults of the machine.
    """
    from casebook.casework import adopting
    from casebook.triage.reading import toml_files

    if given in loaded.profiles:
        return adopting.chosen(loaded, given)
    path = Path(given)
    if not given.strip():
        raise ProfileUnsaid(found=0)
    if path.is_dir():
        found = toml_files(path, path.name)
        if len(found) != 1:
            raise ProfileUnsaid(found=len(found))
        path = path / found[0].name
    elif not path.exists():
        near = get_close_matches(given.casefold(), loaded.profiles, 1)
        said = _NOT_THERE + (f" The nearest is `{near[0]}`." if near else "")
        raise ProfileUnsaid(found=0, next_step=said)
    return adopting.chosen(loaded, read.profile(path), path.name)


_NOT_THERE = (
    "Nothing of that name is here. Give a file of your own, a folder that holds just that file, or "
    "a built-in profile's name."
)


def _compartments() -> Sequence[str]:
    """Every compartment that a casebook has."""
    from casebook.vault.layout import COMPARTMENTS

    return COMPARTMENTS


def _heading(wanted: "Chosen", adopted: Sequence[str], *, preview: bool) -> str:
    """What was done, in one sentence."""
    from casebook.triage.own import in_words

    name = in_words(wanted.name)
    if preview:
        return f"Preview of {name}: nothing was written."
    if not adopted:
        return f"{name} counts already: nothing was written."
    return (
        f"Adopted {name} in {', '.join(adopted)}. "
        "Answers from now on go by it; those that are kept stay as they were given."
    )


def _changes(changes: Sequence["Change"]) -> list[str]:
    """Differences, one to a line."""
    from casebook.cli.catalogue_text import change_lines

    return change_lines(changes) or ["  Nothing that an answer or a contact depends on differs."]


def _line(each: "InForce") -> str:
    """The profile of one compartment in a line."""
    from casebook import clock
    from casebook.triage.own import in_words

    name = in_words(each.name)
    if each.adopted_at is None:
        return f"{each.compartment}: {name}, since the casebook was made"
    return (
        f"{each.compartment}: {name}, adopted {clock.words(each.adopted_at)} by {each.adopted_by}"
    )


def _data(now: Sequence["InForce"]) -> list[dict[str, object]]:
    """The profiles in force as data."""
    return [
        {
            "compartment": each.compartment,
            "profile": each.profile,
            "sha256": each.sha256,
            "calendar": each.calendar,
            "adopted_at": each.adopted_at.isoformat() if each.adopted_at else None,
            "adopted_by": each.adopted_by,
        }
        for each in now
    ]
