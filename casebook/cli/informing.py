"""What the program and the casebook say of themselves: `users`, `doctor`, `place`."""

from typing import Annotated

from typer import Option, Typer

from casebook.cli import passphrases
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
    lines = []
    for each in found:
        lines.append(f"{each.state:<8} {each.what}: {each.said.rstrip('.')}.")
        lines += [f"{'':<8} {each.do}"] if each.do else []
    data = [
        {"check": each.what, "state": each.state, "said": each.said, "do": each.do}
        for each in found
    ]
    return Answer({"checks": data}, lines)


@command(family, "place")
def place(
    desk: Desk,
    *,
    accept: Annotated[
        bool, Option("--accept", help="Work there all the same; that is entered, and signed.")
    ] = False,
) -> Answer:
    """Tell whether the casebook lies where it can be written without loss."""
    from casebook.store import accepted, accepting
    from casebook.vault import layout, location, slots

    folder = layout.at(desk.folder())
    found = location.reasons(folder.path)
    if accept and found:
        user = desk.of(folder.path).who(folder.path)
        identity = slots.open_slot(folder, user, passphrases.of(user, desk.passphrase_file))
        accepting.accept(folder, identity)
    known = accepted.kinds(folder)
    taken = [each for each in found if each.kind in known]
    lines = [f"{each.said[0].upper()}{each.said[1:]}." for each in found]
    if not found:
        lines = ["Nothing speaks against the place, as far as can be seen from here."]
    elif len(taken) == len(found):
        lines.append("That was accepted from this account, and is entered in the casebook.")
    else:
        lines.append(
            "It can be read there and not written: files would be mixed or lost unnoticed."
        )
        lines.append("Move the whole folder to a disk of this computer, or give --accept.")
    data = {
        "casebook": str(folder.path),
        "writable": len(taken) == len(found),
        "seen": [{"kind": each.kind, "seen": each.said} for each in found],
        "accepted": sorted(each.kind for each in taken),
    }
    return Answer(data, lines)
