"""Official accounts: `channels`, and `channel` with a verb."""

from enum import StrEnum
from typing import Annotated

from typer import Argument, Option, Typer

from casebook.cli import registering
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.registering import (
    Again,
    Everything,
    Minute,
    On,
    OnlyOpen,
    Ref,
    Why,
    Words,
    day,
    done,
    flag,
    several,
    taking,
    text,
)

family = Typer()
channel = Typer(help="Apply for, approve and look after official accounts.", no_args_is_help=True)
family.add_typer(channel, name="channel")

OPTIONS = {
    "platform": text("platform", "The service, such as Facebook."),
    "name": text("name", "The account's or page's name."),
    "purpose": text("purpose", "What it is for."),
    "run_by": several("run-by", "Who runs it, by name; at least two, each with --run-by."),
    "address": text("address", "Its address."),
    "audience": text("audience", "For whom it is."),
    "promoted": text("promoted", "How people will hear of it."),
    "reach": text("reach", "open to anybody, or closed."),
    "master": text("master", "Who holds the master rights, by role or name."),
    "posted_by": several("posted-by", "Who may post besides, by name; each with --posted-by."),
    "trained": text("trained", "Who read the policy and was trained, and when."),
    "watched_by": text("watched-by", "Who watches it on which days."),
    "watched_in_holidays": text("watched-in-holidays", "Who watches it in the holidays."),
    "school_owns": flag("school-owns", "The school holds the master rights."),
    "school_oversees": flag("school-oversees", "The school oversees all that is published."),
    "rights_limited": flag("rights-limited", "No more people than necessary administer it."),
    "risk": text("risk", "What the risk assessment found, or where it is."),
    "risk_on": day("risk-on", "When it was assessed."),
    "applied_by": text("applied-by", "Who asks for it; left out: you."),
    "opened_on": day("opened", "The day the account was opened."),
    "password_place": text("password-place", "Where its password is kept; NEVER the password."),
    "review_on": day("review", "The day it is looked at again."),
}
"""What is given with an application, and amended by the same options."""


class Checked(StrEnum):
    """What is looked at on an account."""

    MFA = "mfa"
    PRIVACY_NOTICE = "privacy-notice"


class Found(StrEnum):
    """What was found."""

    YES = "yes"
    NO = "no"


@command(family, "channels")
def channels(desk: Desk, everything: Everything = False, only_open: OnlyOpen = False) -> Answer:
    """List the school's official accounts, and what is to be seen to on each."""
    from casebook.casework.registers import channels as kept
    from casebook.casework.registers import keeping
    from casebook.casework.registers.views import keys

    with desk.opened(write=False) as book:
        which = registering.which(everything and not only_open)
        listed = keeping.listed(book, kept.CHANNELS, which)
    lines = registering.accounts(listed) or ["There is no official account."]
    return Answer({"channels": [keys(each) for each in listed]}, lines)


@command(channel, "apply")
@taking(OPTIONS)
def apply(desk: Desk, given: registering.Options) -> Answer:
    """Apply for an account, or enter one that is open already; then it is to be approved."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.apply(book, given)
    return done("channel", view, f"Applied for as {view.reference}.")


@command(channel, "amend")
@taking(OPTIONS)
def amend(desk: Desk, reference: Ref, why: Why, given: registering.Options) -> Answer:
    """Amend what is kept of an account; the earlier reading stays."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.amend(book, reference, given, why)
    return done("channel", view, f"{view.reference} is amended.")


@command(channel, "approve")
def approve(
    desk: Desk,
    reference: Ref,
    minute: Minute = "",
    words: Words = "",
    opened: Annotated[
        str | None, Option("--opened", help="The day the account was opened.", metavar="DAY")
    ] = None,
) -> Answer:
    """Approve an account for your office, or enter the governors' decision with --minute."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.approve(book, reference, minute=minute, words=words, opened=opened)
    still = "" if view.state == "approved" else " Another office must approve it too."
    return done("channel", view, f"{view.reference} is approved by your office.{still}")


@command(channel, "refuse")
def refuse(desk: Desk, reference: Ref, why: Why, minute: Minute = "") -> Answer:
    """Refuse an application, and say why."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.refuse(book, reference, why, minute)
    return done("channel", view, f"{view.reference} is refused.")


@command(channel, "check")
def check(
    desk: Desk,
    reference: Ref,
    what: Annotated[Checked, Option("--what", help="What was looked at.")],
    found: Annotated[Found, Option("--found", help="Whether it is so.")] = Found.YES,
    on: On = None,
) -> Answer:
    """Enter that a second factor, or the privacy notice, was looked at."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.check(book, reference, what.value, found.value, on)
    return done("channel", view, f"Entered for {view.reference}.")


@command(channel, "leaver")
def leaver(
    desk: Desk, name: Annotated[str, Argument(metavar="NAME", help="Who has left the school.")]
) -> Answer:
    """Enter that somebody has left; every open account that they stand on shows it."""
    from casebook.casework.registers import channels as kept
    from casebook.casework.registers.views import keys

    with desk.opened() as book:
        found = kept.leaver(book, name)
    lines = [line for each in found for line in registering.brief(each)]
    lines += ["Amend each with who takes over (--run-by, --posted-by), or close it."]
    nobody = "They stand on no open account that does not say so already."
    return Answer({"channels": [keys(each) for each in found]}, lines if found else [nobody])


@command(channel, "voice")
def voice(
    desk: Desk,
    reference: Ref,
    matter: Annotated[str, Option("--for", help="The matter that lasts.")] = "",
    over: Annotated[bool, Option("--over", help="The matter is over.")] = False,
) -> Answer:
    """Let this account alone speak for the school while a matter lasts."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.voice_over(book, reference) if over else kept.voice(book, reference, matter)
    said = "no longer the one voice" if over else "the one voice: nobody else comments"
    return done("channel", view, f"{view.reference} is {said}.")


@command(channel, "review")
def review(desk: Desk, reference: Ref, words: Words, again: Again = None) -> Answer:
    """Enter that an account was looked at, and when it is looked at again."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.review(book, reference, words, again)
    return done("channel", view, f"{view.reference} was looked at.")


@command(channel, "close")
def close(desk: Desk, reference: Ref, why: Why, on: On = None) -> Answer:
    """Enter that an account was closed, and why."""
    from casebook.casework.registers import channels as kept

    with desk.opened() as book:
        view = kept.close(book, reference, why, on)
    return done("channel", view, f"{view.reference} is closed.")
