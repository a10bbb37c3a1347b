"""`user`, `grant`, `revoke`: who is in the casebook, under which passphrase, and holding what.

The rules are: a new passphrase comes from a prompt, from a file, or is drawn and written into a new
file; it is never an argument, and never printed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

from typer import Argument, Option, Typer

from casebook.cli import given, passphrases
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.newfile import new_file
from casebook.cli.outcome import Answer
from casebook.errors.given import CommandUnreadable, HoldingUnchanged, PassphrasesDiffer

family = Typer()
user = Typer(help="Take people in, end what they open, change a passphrase.", no_args_is_help=True)
family.add_typer(user, name="user")

Short = Annotated[str, Argument(metavar="USER", help="Their short name, such as deputy.")]
Compartment = Annotated[str, Argument(metavar="COMPARTMENT", help="general, staff or governance.")]
NewPassphrase = Annotated[
    Path | None,
    Option("--new-passphrase-file", help="The file that holds the new passphrase."),
]
WordsOut = Annotated[
    Path | None,
    Option("--words-out", help="Draw five words, and write them into this new file."),
]

KEPT = "What they opened or copied before, they keep; older backups open with the old key."
Done = TypeVar("Done")

ROOM = 512
"""Bytes kept free for five words."""


@command(user, "passphrase")
def passphrase(
    desk: Desk, new_passphrase_file: NewPassphrase = None, words_out: WordsOut = None
) -> Answer:
    """Change your own passphrase; your keys and what you hold stay as they are."""
    from casebook.store import membership

    with desk.opened() as book:
        short = book.user.short
        told_anew(
            short,
            new_passphrase_file,
            words_out,
            lambda said: membership.change_passphrase(book, said),
        )
    lines = [
        f"The passphrase of {short} is changed; it was tried, and it opens.",
        "Copies and backups made before today still open with the old one.",
        "If somebody else knew it: have what you hold given a new key, with `revoke` and `grant`.",
    ]
    return Answer({"user": short, "words": place(words_out)}, lines)


@command(user, "add")
def add(
    desk: Desk,
    short: Short,
    *,
    role: Annotated[str, Option("--role", help="dsl, deputy-dsl, head, chair … or staff.")],
    full_name: Annotated[str, Option("--full-name", help="As documents print it.")] = "",
    new_passphrase_file: NewPassphrase = None,
    words_out: WordsOut = None,
) -> Answer:
    """Take a person in; you vouch for them, and they hold nothing until it is granted."""
    from casebook.store import membership
    from casebook.store.membership import Newcomer

    with desk.opened() as book:
        taken = told_anew(
            short,
            new_passphrase_file,
            words_out,
            lambda said: membership.take_in(book, Newcomer(short, role, said, full_name)),
        )
        me = book.user.short
    data = {"short": short, "role": role, "full_name": full_name, "holds": []}
    lines = [
        f"{short} is taken in, and {me} vouches for them. They hold nothing yet: see `grant`.",
        "The six words of their key. They see the same under `casebook users`, and read them to",
        "whoever grants them something:",
        f"  {taken.fingerprint}",
    ]
    answer = {"user": data, "fingerprint": taken.fingerprint, "voucher": me}
    return Answer(answer | {"words": place(words_out)}, lines)


@command(user, "disable")
def disable(desk: Desk, short: Short) -> Answer:
    """End what somebody opens: a new key for all that they hold, and their slot is removed."""
    from casebook.store import membership

    with desk.opened() as book:
        done = membership.disable(book, short)
    renewed = ", ".join(done.renewed) or "nothing, because they held nothing that you can see"
    lines = [
        f"{done.card.short} opens this casebook no more.",
        f"With a new key now: {renewed}.",
        KEPT,
    ]
    if done.unseen:
        lines.append(f"Not renewed, because you do not hold it: {', '.join(done.unseen)}.")
    data = {
        "user": done.card.short,
        "renewed": list(done.renewed),
        "not_renewed": list(done.unseen),
    }
    return Answer(data, lines)


@command(family, "grant")
def grant(
    desk: Desk,
    short: Short,
    compartment: Compartment,
    *,
    fingerprint: Annotated[
        str, Option("--fingerprint", help="The six words that they read aloud to you.")
    ] = "",
) -> Answer:
    """Let somebody hold a compartment; everyone who holds it gets its new key with them."""
    from casebook.casework import holding

    with desk.opened() as book:
        holding.grant(book, short, compartment, fingerprint)
        holders = [each.short for each in book.holders(compartment)]
    return _held(short, compartment, holders, f"{short} holds {compartment} now.", [])


@command(family, "revoke")
def revoke(
    desk: Desk,
    short: Short,
    compartment: Compartment,
    *,
    reseal_exhibits: Annotated[
        bool, Option("--reseal-exhibits", help="Seal its exhibits anew too; it may take long.")
    ] = False,
) -> Answer:
    """Take a compartment from somebody: it gets a new key, which they do not have."""
    from casebook.casework import texts
    from casebook.store import membership, resealing
    from casebook.vault.layout import COMPARTMENTS

    compartment = texts.one_of(compartment, COMPARTMENTS, "compartment")
    with desk.opened() as book:
        try:
            membership.revoke(book, short, compartment)
        except HoldingUnchanged:
            if not reseal_exhibits:  # else it goes on from where it was stopped
                raise
        done = 0
        if reseal_exhibits and compartment in book.held:
            done = resealing.reseal(book, compartment, desk.progress("Sealing anew"))
        holders = [each.short for each in book.holders(compartment)]
    said = f"{short} holds {compartment} no more; it has a new key."
    anew = [f"Exhibits and own profiles sealed anew, each with the bytes that were lodged: {done}."]
    answer = _held(short, compartment, holders, said, [*(anew if reseal_exhibits else []), KEPT])
    return Answer({**answer.data, "resealed": done}, answer.lines)


def _held(short: str, compartment: str, holders: list[str], said: str, more: list[str]) -> Answer:
    """Who holds a compartment after it was given or taken."""
    data = {"user": short, "compartment": compartment, "holders": holders}
    return Answer(data, [said, f"It is held by {', '.join(holders) or 'others'}.", *more])


def told_anew(
    short: str, file: Path | None, words_out: Path | None, deed: Callable[[str], Done]
) -> Done:
    """Do `deed` with a new passphrase: one that is typed or in a file, or one that is drawn.

    Raises CommandUnreadable where both are asked for, and TargetExists for a file that is there.
    """
    if words_out is None:
        return deed(_new_passphrase(short, file))
    if file is not None:
        raise CommandUnreadable(problem="either a file or drawn words", command="user")
    from casebook.vault.passphrases import generated

    with new_file(words_out, "the new passphrase", ROOM) as opened:
        words = generated()
        opened.write(f"{words}\n".encode("ascii"))
        return deed(words)


def _new_passphrase(short: str, file: Path | None) -> str:
    """The new passphrase of somebody: from a file, or typed twice; raises PassphrasesDiffer."""
    if file is not None:
        return given.passphrase(file)
    what = f"New passphrase of {short}, five words or a sentence"
    first = passphrases.typed(what, short)
    if passphrases.typed("The same once more", short) != first:
        raise PassphrasesDiffer
    return first


def place(words_out: Path | None) -> str | None:
    """Where the drawn words stand; none when there are none."""
    return None if words_out is None else str(words_out)
