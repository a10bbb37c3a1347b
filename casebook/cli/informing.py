"""What the program and the casebook say of themselves: `users`, `doctor`."""

from typer import Typer

from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer

family = Typer()


@command(family, "users")
def users(desk: Desk) -> Answer:
    """List the people, which compartments each of them opens, and your own key's six words."""
    from casebook.vault import fingerprints

    with desk.opened(write=False) as book:
        cards, me = book.users(), book.user.short
        words = fingerprints.of(book.identity.public.sign)
    listed = [
        {
            "short": each.short,
            "role": each.role,
            "full_name": each.full_name,
            "holds": list(each.holds),
            "active": each.active,
        }
        for each in cards
    ]
    lines = [
        f"{each.short:<12} {each.role:<12} {', '.join(each.holds) or 'holds nothing'}"
        f"{'' if each.active else ' · not active'}"
        for each in cards
    ]
    lines += ["", f"You are {me}. The six words of the key that you sign with:", f"  {words}"]
    return Answer({"users": listed, "you": me, "fingerprint": words}, lines)


@command(family, "doctor")
def doctor(desk: Desk) -> Answer:
    """Look at this machine: what the casebook needs, and what it cannot see to."""
    from casebook.cli.machine import checks

    found = checks(desk.at)
    lines = [f"{each.state:<8} {each.what}: {each.said}" for each in found]
    data = [{"check": each.what, "state": each.state, "said": each.said} for each in found]
    return Answer({"checks": data}, lines)
