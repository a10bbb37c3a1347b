"""What is declared, allowed or departed from: relationships, approvals and deviations."""

from typing import Annotated

from typer import Option, Typer

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
    Within,
    Words,
    day,
    done,
    flag,
    taking,
    text,
)

family = Typer()
relationship = Typer(help="Declare a tie with a pupil, agree its boundary.", no_args_is_help=True)
approval = Typer(help="Ask for leave, give it or refuse it.", no_args_is_help=True)
deviation = Typer(help="Say where the policy was departed from, and why.", no_args_is_help=True)
family.add_typer(relationship, name="relationship")
family.add_typer(approval, name="approval")
family.add_typer(deviation, name="deviation")

REVIEW = day("review", "The day it is looked at again.")

DECLARED = {
    "whose": text("whose", "Who works here and declares it, by name."),
    "what": text("what", "own-child, family, close-friends-child, godchild, family-friend, other."),
    "whom": text("whom", "The pupil or former pupil, by name."),
    "whom_is": text("whom-is", "pupil, which is usual, former-pupil, or family."),
    "words": text("words", "What it is, as it was declared."),
    "declared_to": text("declared-to", "Who it was declared to."),
    "declared_on": day("declared-on", "When; left out: today."),
    "safeguards": text("safeguards", "What keeps it open, such as befriending the parents too."),
    "review_on": REVIEW,
}
"""What is given with a declaration, and amended by the same options."""

ASKED = {
    "what": text("what", "contact, former-pupil, welfare, exception or second-reader."),
    "whose": text("whose", "Who asks, by name; the author of a text that is to be read."),
    "scope": text("scope", "What exactly, by which means; the text to be read, or its reference."),
    "whom": text("whom", "With whom or about whom, by name."),
    "reason": text("reason", "Why it is needed."),
    "expires_on": day("expires", "The last day on which it is to hold."),
    "pictures": flag("pictures", "The text comes with pictures of children."),
    "images_list_on": day("images-list-on", "When the list of children not to be shown was read."),
    "consent_on": day("consent-on", "When the parents' written consent was read."),
    "review_on": REVIEW,
}
"""What is given when leave is asked for, and amended by the same options."""

DEPARTED = {
    "whose": text("whose", "Who departs from the policy, by name."),
    "rule": text("rule", "What the policy says."),
    "done": text("done", "What was, or will be, done instead."),
    "justification": text("justification", "Why."),
    "done_on": day("done-on", "When it was done, or is to be."),
    "told": text("told", "Who was told; left out: the head."),
    "told_on": day("told-on", "When they were told; left out: today."),
    "advice": text("advice", "What HR advised, where it was asked."),
    "review_on": REVIEW,
}
"""What is given with a departure, and amended by the same options."""


@command(family, "relationships")
def relationships(
    desk: Desk, everything: Everything = False, only_open: OnlyOpen = False
) -> Answer:
    """List the declared relationships between staff and pupils."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.relationships import RELATIONSHIP

    with desk.opened(write=False) as book:
        which = registering.which(everything and not only_open)
        listed = keeping.listed(book, RELATIONSHIP, which)
    return registering.listing("relationships", listed)


@command(relationship, "declare")
@taking(DECLARED)
def declare(desk: Desk, given: registering.Options, within: Within = "") -> Answer:
    """Enter a relationship that somebody declares."""
    from casebook.casework.registers import relationships as kept

    with desk.opened() as book:
        view = kept.declare(book, given, within)
    return done("relationship", view, f"Declared as {view.reference}.")


@command(relationship, "agree")
def agree(
    desk: Desk,
    reference: Ref,
    boundary: Annotated[str, Option("--boundary", help="What is agreed, such as not teaching.")],
    safeguards: Annotated[str, Option("--safeguards", help="What else keeps it open.")] = "",
    minute: Minute = "",
) -> Answer:
    """Agree the boundary of a declared relationship, as the senior leadership team."""
    from casebook.casework.registers import relationships as kept

    with desk.opened() as book:
        view = kept.agree(book, reference, boundary, safeguards, minute)
    return done("relationship", view, f"The boundary of {view.reference} is agreed.")


@command(relationship, "amend")
@taking(DECLARED)
def amend_relationship(desk: Desk, reference: Ref, why: Why, given: registering.Options) -> Answer:
    """Amend a declaration; the earlier reading stays."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.relationships import RELATIONSHIP

    with desk.opened() as book:
        view = keeping.amend(book, RELATIONSHIP, reference, given, why)
    return done("relationship", view, f"{view.reference} is amended.")


@command(relationship, "review")
def review_relationship(desk: Desk, reference: Ref, words: Words, again: Again = None) -> Answer:
    """Enter that a boundary was looked at, and when it is looked at again."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.relationships import RELATIONSHIP

    with desk.opened() as book:
        view = keeping.review(book, RELATIONSHIP, reference, words, again)
    return done("relationship", view, f"{view.reference} was looked at.")


@command(relationship, "end")
def end_relationship(desk: Desk, reference: Ref, why: Why, on: On = None) -> Answer:
    """Enter that a declared relationship is over."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.relationships import RELATIONSHIP

    with desk.opened() as book:
        view = keeping.end(book, RELATIONSHIP, reference, why, on)
    return done("relationship", view, f"{view.reference} is over.")


@command(family, "approvals")
def approvals(desk: Desk, everything: Everything = False, only_open: OnlyOpen = False) -> Answer:
    """List what leave was asked for and given, and until when it holds."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.approvals import APPROVAL

    with desk.opened(write=False) as book:
        which = registering.which(everything and not only_open)
        listed = keeping.listed(book, APPROVAL, which)
    return registering.listing("approvals", listed)


@command(approval, "ask")
@taking(ASKED)
def ask(desk: Desk, given: registering.Options, within: Within = "") -> Answer:
    """Enter what somebody asks leave for, or a text that a second person is to read."""
    from casebook.casework.registers import approvals as kept

    with desk.opened() as book:
        view = kept.ask(book, given, within)
    return done("approval", view, f"Asked for as {view.reference}.")


@command(approval, "give")
def give(
    desk: Desk,
    reference: Ref,
    *,
    expires: Annotated[
        str | None, Option("--expires", help="The last day on which it holds.", metavar="DAY")
    ] = None,
    words: Words = "",
    reader: Annotated[str, Option("--read-by", help="Who read a text; left out: you.")] = "",
    minute: Minute = "",
) -> Answer:
    """Give leave until a day, or say that a text was read and agreed by somebody else."""
    from casebook.casework.registers import approvals as kept

    with desk.opened() as book:
        view = kept.give(
            book, reference, expires=expires, words=words, reader=reader, minute=minute
        )
    return done("approval", view, f"{view.reference} is approved.")


@command(approval, "refuse")
def refuse(desk: Desk, reference: Ref, why: Why, minute: Minute = "") -> Answer:
    """Refuse what leave was asked for, and say why."""
    from casebook.casework.registers import approvals as kept

    with desk.opened() as book:
        view = kept.refuse(book, reference, why, minute)
    return done("approval", view, f"{view.reference} is refused.")


@command(approval, "amend")
@taking(ASKED)
def amend_approval(desk: Desk, reference: Ref, why: Why, given: registering.Options) -> Answer:
    """Amend what leave is asked for, until it is decided; the earlier reading stays."""
    from casebook.casework.registers import approvals as kept

    with desk.opened() as book:
        view = kept.amend(book, reference, given, why)
    return done("approval", view, f"{view.reference} is amended.")


@command(approval, "review")
def review_approval(desk: Desk, reference: Ref, words: Words, again: Again = None) -> Answer:
    """Enter that an approval was looked at, and when it is looked at again."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.approvals import APPROVAL

    with desk.opened() as book:
        view = keeping.review(book, APPROVAL, reference, words, again)
    return done("approval", view, f"{view.reference} was looked at.")


@command(approval, "end")
def end_approval(desk: Desk, reference: Ref, why: Why, on: On = None) -> Answer:
    """Take leave back, or enter that it is over."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.approvals import APPROVAL

    with desk.opened() as book:
        view = keeping.end(book, APPROVAL, reference, why, on)
    return done("approval", view, f"{view.reference} is over.")


@command(family, "deviations")
def deviations(desk: Desk, everything: Everything = False, only_open: OnlyOpen = False) -> Answer:
    """List where the policy was departed from, and whether the head was told before or after."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.deviations import DEVIATION

    with desk.opened(write=False) as book:
        which = registering.which(everything and not only_open)
        listed = keeping.listed(book, DEVIATION, which)
    return registering.listing("deviations", listed)


@command(deviation, "record")
@taking(DEPARTED)
def record(desk: Desk, given: registering.Options, within: Within = "") -> Answer:
    """Enter a departure from the policy, done already or proposed, with its justification."""
    from casebook.casework.registers import deviations as kept

    with desk.opened() as book:
        view = kept.record(book, given, within)
    return done("deviation", view, f"Recorded as {view.reference}.")


@command(deviation, "answer")
def answer(desk: Desk, reference: Ref, words: Words, minute: Minute = "") -> Answer:
    """Answer a departure as the head, or enter the governors' answer with --minute."""
    from casebook.casework.registers import deviations as kept

    with desk.opened() as book:
        view = kept.answer(book, reference, words, minute)
    return done("deviation", view, f"{view.reference} is answered.")


@command(deviation, "amend")
@taking(DEPARTED)
def amend_deviation(desk: Desk, reference: Ref, why: Why, given: registering.Options) -> Answer:
    """Amend a departure; the earlier reading stays."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.deviations import DEVIATION

    with desk.opened() as book:
        view = keeping.amend(book, DEVIATION, reference, given, why)
    return done("deviation", view, f"{view.reference} is amended.")


@command(deviation, "end")
def end_deviation(desk: Desk, reference: Ref, why: Why, on: On = None) -> Answer:
    """Enter that a departure is over."""
    from casebook.casework.registers import keeping
    from casebook.casework.registers.deviations import DEVIATION

    with desk.opened() as book:
        view = keeping.end(book, DEVIATION, reference, why, on)
    return done("deviation", view, f"{view.reference} is over.")
