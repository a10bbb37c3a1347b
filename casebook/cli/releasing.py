"""What leaves: `export`, with its preview.

The rules are: what people want about the police is said before a bundle goes there, as the screen's
preview says it; a *no* that decides refuses, and one that only counts must be gone against by name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import quoted
from casebook.errors.given import CommandUnreadable, ReleaseUnexplained
from casebook.errors.rules import WishStands, WishUnasked

if TYPE_CHECKING:
    from casebook.bundles.request import Withheld
    from casebook.casework.releases import Exported, ReleasePreview
    from casebook.casework.views import WishView

family = Typer()


Profile = Annotated[str, Option("--for", help="The recipient's profile, such as police.")]
To = Annotated[
    Path | None,
    Option("--to", help="The folder to write into; it must be there.", show_default=False),
]
Purpose = Annotated[str, Option("--purpose", help="What it is for.")]
Basis = Annotated[str, Option("--basis", help="On what basis it may leave.")]
Recipient = Annotated[str, Option("--recipient", help="Who receives it, by name.")]
Seal = Annotated[str | None, Option("--seal", help="zip or none; left out: as the profile says.")]
Only = Annotated[list[str] | None, Option("--only", help="Only this exhibit; may be repeated.")]
Withhold = Annotated[
    list[str] | None, Option("--withhold", help="REF=WHY: leave this out; may be repeated.")
]
Despite = Annotated[
    list[str] | None,
    Option("--despite-wish", help="A wish that says no and does not decide; may be repeated."),
]
IsPreview = Annotated[bool, Option("--preview", help="Say what would leave, and write nothing.")]


@command(family, "export")
def export(
    desk: Desk,
    case: Case,
    *,
    profile: Profile,
    to: To = None,
    purpose: Purpose = "",
    basis: Basis = "",
    recipient: Recipient = "",
    seal: Seal = None,
    only: Only = None,
    withhold: Withhold = None,
    despite_wish: Despite = None,
    preview: IsPreview = False,
) -> Answer:
    """Write a bundle for one recipient: only what the profile lets leave, signed and checkable."""
    from casebook.casework import releases

    said = _Said(purpose, basis, recipient, only or (), _withheld(withhold or ()))
    if preview:
        with desk.opened(write=False) as book:
            return _previewed(releases.preview(book, case, profile, **vars(said)))
    if to is None:
        raise CommandUnreadable(problem="`--to` is missing", command="export")
    said.refuse_unexplained()
    with desk.opened() as book, _way_on(case):
        seen = releases.preview(book, case, profile, to=to, **vars(said))
        _say_wishes(desk, seen)
        progress, despite = desk.progress("Written"), despite_wish or ()
        left = releases.export(
            book, case, profile, to, seal=seal, despite=despite, progress=progress, **vars(said)
        )
        return _exported(left)


@dataclass(frozen=True)
class _Said:
    """What a look at a bundle and the bundle itself are asked for with."""

    purpose: str
    basis: str
    recipient: str
    only: Sequence[str]
    withhold: Sequence["Withheld"]

    def refuse_unexplained(self) -> None:
        """Raise ReleaseUnexplained where it is not said what for, or on what basis."""
        given = {"--purpose": self.purpose, "--basis": self.basis}
        missing = [f"`{name}`" for name, text in given.items() if not text.strip()]
        if missing:
            raise ReleaseUnexplained(missing=" and ".join(missing))


POLICE = "police"


def _say_wishes(desk: Desk, seen: "ReleasePreview") -> None:
    """Say what people want about the police, and what else to mind, before it goes there."""
    if seen.profile != POLICE:
        return
    asked = [each for each in seen.wishes if POLICE in each.about.casefold()]
    for wish in asked:
        for line in _wish(wish)[: 1 if desk.as_json else None]:  # a program's log gets no words
            desk.say(line)
    for caution in () if desk.as_json else seen.cautions:  # they name people
        desk.say(f"Mind: {caution}")


@contextmanager
def _way_on(case: str) -> Iterator[None]:
    """Name the commands that lead on from the wish of whoever decides, or from its absence."""
    try:
        yield
    except WishUnasked as fault:
        fault.next_step = (
            f"Ask them, and record it with `casebook wish {case} --about police`; what a "
            "parent or reporter wants does not count for it. If they cannot be asked, record it "
            "as unsure: `casebook override`, for a listed reason, and `casebook agree` lead on."
        )
        raise
    except WishStands as fault:
        wish = fault.named["wish"]
        fault.next_step = (
            f"Ask again, and record the answer with `casebook wish {case} --about police`. Or, for "
            f"a listed reason only, `casebook override {wish} --reason REASON`; it counts once a "
            "second person gave `casebook agree` for that decision."
        )
        raise


def _previewed(seen: "ReleasePreview") -> Answer:
    """What would leave, and the same as text."""
    from casebook.casework.asjson import plain

    lines = [
        f"{seen.case} for {seen.title}: this would leave, sealed as {seen.seal}",
        *_listed("Names", [f"{each.name} in {', '.join(each.where)}" for each in seen.names]),
        *_listed("Exhibits", seen.exhibits),
        *_listed("Documents", seen.documents),
        *_listed("Records", [f"{kind}: {count}" for kind, count in seen.records.items()]),
        *_listed("Withheld", [f"{each.what}: {each.why}" for each in seen.withheld]),
        *_listed("Fields that stay here", seen.fields_withheld),
        f"Wishes: {seen.wishes_rule}",
        *(line for each in seen.wishes for line in _wish(each)),
        *_listed("Mind", seen.cautions),
    ]
    return Answer({**plain(seen), "preview": True}, lines)


def _listed(title: str, entries: Sequence[str]) -> list[str]:
    """Entries under their title, or that there is none."""
    return [f"{title}:", *(f"  {each}" for each in entries)] if entries else [f"{title}: none"]


def _wish(wish: "WishView") -> list[str]:
    """One wish, shown beside what would leave."""
    return [f"  {wish.reference} about {wish.about}: {wish.answer}", *quoted(wish.words)]


def _withheld(texts: Sequence[str]) -> list["Withheld"]:
    """What is to be left out, each written as REF=WHY; raises CommandUnreadable."""
    from casebook.bundles.request import Withheld

    parts = [each.partition("=") for each in texts]
    if not all(what.strip() and why.strip() for what, _, why in parts):
        raise CommandUnreadable(problem="`--withhold` takes REF=WHY", command="export")
    return [Withheld(what.strip(), why.strip()) for what, _, why in parts]


def _exported(left: "Exported") -> Answer:
    """What left, and what is told by telephone: READ-ME-FIRST lets people ask for digits too."""
    from casebook.casework.asjson import plain

    lines = [
        f"Bundle       {left.bundle}",
        f"Fingerprint  {left.fingerprint}",
        f"  in digits  {left.fingerprint_digits}",
        f"Log root     {left.root}",
    ]
    if left.words:
        lines += [
            f"Words        {left.words}",
            "",
            "Tell the recipient these seven words and the fingerprint by telephone, never in the",
            "same message as the bundle. They are not kept anywhere: write them down now.",
        ]
    lines += ["", f"To send along with it (also in {left.note}):", ""]
    lines += [f"  {line}".rstrip() for line in left.covering_note.splitlines()]
    return Answer(plain(left), lines)
