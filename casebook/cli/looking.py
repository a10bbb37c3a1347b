"""Online checks of adults: `online-checks`, and `online-check` with a verb."""

from typing import Annotated

from typer import Option, Typer

from casebook.cli import registering
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.registering import (
    Again,
    Everything,
    On,
    OnlyOpen,
    Ref,
    Why,
    Within,
    Words,
    day,
    done,
    taking,
    text,
)

family = Typer()
online_check = Typer(help="Record what is public online about an adult.", no_args_is_help=True)
family.add_typer(online_check, name="online-check")

OPTIONS = {
    "whose": text("whose", "The adult who was looked up, by name."),
    "whose_part": text("whose-part", "applicant, staff, governor or volunteer."),
    "looked_at": text("looked-at", "The public places that were looked at."),
    "outcome": text("outcome", "What came of it, also where nothing did."),
    "review_on": day("review", "The day by which it is looked at again or destroyed."),
    "post": text("post", "What they applied for, or do."),
    "checked_by": text("checked-by", "Who looked; left out: you."),
    "checked_on": day("checked-on", "When; left out: today."),
    "told": text("told", "Who was told what came of it."),
    "told_on": day("told-on", "When they were told."),
    "informed": text("informed", "How the person was told beforehand."),
}
"""What is given, and amended by the same options."""


@command(family, "online-checks")
def online_checks(
    desk: Desk, everything: Everything = False, only_open: OnlyOpen = False
) -> Answer:
    """List the online checks that your keys open, and by when each is destroyed."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.onlinechecks import ONLINE_CHECK

    with desk.opened(write=False) as book:
        which = registering.which(everything and not only_open)
        listed = keeping.listed(book, ONLINE_CHECK, which)
    return registering.listing("online_checks", listed)


@command(online_check, "record")
@taking(OPTIONS)
def record(
    desk: Desk,
    given: registering.Options,
    public_only: Annotated[
        bool, Option("--public-only", help="Only what anybody can see was looked at.")
    ] = False,
    within: Within = "",
) -> Answer:
    """Record an online check; in staff where you hold it, unless --in says otherwise."""
    from casebook.casework.registers import onlinechecks as kept

    with desk.opened() as book:
        view = kept.record(book, given, within, public_only=public_only)
    return done("online_check", view, f"Recorded as {view.reference}, in {view.compartment}.")


@command(online_check, "amend")
@taking(OPTIONS)
def amend(desk: Desk, reference: Ref, why: Why, given: registering.Options) -> Answer:
    """Amend an online check; the earlier reading stays."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.onlinechecks import ONLINE_CHECK

    with desk.opened() as book:
        view = keeping.amend(book, ONLINE_CHECK, reference, given, why)
    return done("online_check", view, f"{view.reference} is amended.")


@command(online_check, "review")
def review(desk: Desk, reference: Ref, words: Words, again: Again = None) -> Answer:
    """Enter that a check was looked at again, and by when it is next."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.onlinechecks import ONLINE_CHECK

    with desk.opened() as book:
        view = keeping.review(book, ONLINE_CHECK, reference, words, again)
    return done("online_check", view, f"{view.reference} was looked at.")


@command(online_check, "end")
def end(desk: Desk, reference: Ref, why: Why, on: On = None) -> Answer:
    """Enter that a check is over, and what became of what was kept elsewhere."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.onlinechecks import ONLINE_CHECK

    with desk.opened() as book:
        view = keeping.end(book, ONLINE_CHECK, reference, why, on)
    return done("online_check", view, f"{view.reference} is over.")
