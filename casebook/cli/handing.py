"""Work handed on, clocks moved and routes looked up: `cover`, `move-due`, `asks`."""

from typing import Annotated

from typer import Argument, Option, Typer

from casebook.cli import moments
from casebook.cli.arguments import ActionReference, Route
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer

family = Typer()


@command(family, "cover")
def cover(
    desk: Desk,
    reference: Annotated[
        str, Argument(metavar="CASE|ACTION", help="A case, or one action of one.")
    ],
    user: Annotated[str, Argument(metavar="USER", help="A user's short name.")],
    until: Annotated[str, Option("--until", help="The last day of the cover: 27/11/2026.")],
) -> Answer:
    """Hand a case or an action to a colleague until a day; it goes back by itself after that."""
    from casebook.casework import covering
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        handed = covering.hand_over(book, reference, user, until)
    said = f"{handed.reference} is covered by {handed.cover} up to and on {handed.until:%d/%m/%Y}."
    return Answer({"cover": plain(handed)}, [said])


@command(family, "move-due")
def move_due(
    desk: Desk,
    action: ActionReference,
    due: Annotated[str, Option("--due", help="By when now.")],
    reason: Annotated[str, Option("--reason", help="Why.")],
) -> Answer:
    """Give an action another due time; the first one and the reason stay in the case."""
    from casebook import clock
    from casebook.casework import actions
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--due", due)
    with desk.opened() as book:
        moved = actions.move_due(book, action, at or due, reason)
    first = clock.words(moved.first_due) if moved.first_due else ""
    said = f"{moved.id} is due {clock.words(moved.due)}; it was first due {first}."
    return Answer({"action": plain(moved)}, [said])


@command(family, "asks")
def asks(_desk: Desk, route: Route) -> Answer:
    """Say what a route is told by name when it is taken, and how each thing is given."""
    from casebook.casework import referrals, worked

    taken = referrals.route_or_kind(route)
    found = [
        {**each, "must": known.must}
        for each, known in zip(
            worked.wanted(taken, "", {}), worked.of_route(taken).asks, strict=True
        )
    ]
    lines = [
        f"{'must  ' if each['must'] else '      '}{each['how']}  {each['says']}" for each in found
    ]
    return Answer({"route": taken, "asks": found}, lines or ["Nothing is asked for by name."])
