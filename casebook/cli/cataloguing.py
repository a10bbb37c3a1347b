"""`catalogue`: the rules that triage goes by, read, checked and compared without a casebook."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Typer
from typer.core import TyperGroup

from casebook.cli import adopting, catalogue_kinds, catalogue_text, policy_text
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import paragraph
from casebook.errors.asked import CatalogueFaulty, QuestionValueUnknown

if TYPE_CHECKING:
    from casebook.triage.ageing import NotChecked
    from casebook.triage.checking import Checked

SHOWN = "show"
"""The command that is meant where what follows `catalogue` is a name of the catalogue."""


class NamesFirst(TyperGroup):
    """A group in which `catalogue hacking` is short for `catalogue show hacking`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - the library's
        """Put `show` in front of what is no command of the group."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = self._command_first(args)
        return super().parse_args(ctx, args)

    def _command_first(self, args: list[str]) -> list[str]:
        """The command before the options that were said in front of it."""
        for place, each in enumerate(args):
            if each in self.commands:
                return [each, *args[:place], *args[place + 1 :]]
            if not each.startswith("-"):
                break
        return [SHOWN, *args]


family = Typer()
catalogue = Typer(
    name="catalogue",
    cls=NamesFirst,
    help="Show the rules that triage goes by, each with its source; check and compare them.",
)
catalogue.add_typer(adopting.family)
family.add_typer(catalogue)


@command(catalogue, SHOWN)
def show(
    _desk: Desk,
    name: Annotated[
        str | None,
        Argument(metavar="[NAME]", help="A concern, sign, rule, route or profile; none: concerns."),
    ] = None,
) -> Answer:
    """Show one concern, sign, rule, route or profile whole, with every source; or list concerns."""
    from casebook.triage.catalogue import edition_called, editions, load
    from casebook.triage.reading import nearest

    if name is None:
        return _listed("concerns", catalogue_kinds.concerns())
    loaded = load()
    # What belongs to no edition in force is shown too, and under which edition it stands.
    for each in (loaded, *(edition_called(edition.id) for edition in editions())):
        found = catalogue_text.one(each, name)
        if found is not None:
            lines = [f"Edition {each.edition.id}", *found.lines]
            return Answer({"catalogue": each.edition.id, **found.data}, lines)
    near = nearest(name, catalogue_text.names(loaded))
    raise _no_such("NAME", "part of the catalogue", near)


def _listing(name: str, says: str, pairs: Callable[[], Sequence[tuple[str, str]]]) -> None:
    """Add the command `catalogue NAME`, which lists all of one kind."""

    def lists(_desk: Desk) -> Answer:
        """Replaced below: the help of each is its own."""
        return _listed(name, pairs())

    lists.__doc__ = says
    command(catalogue, name)(lists)


def _listed(kind: str, pairs: Iterable[tuple[str, str]]) -> Answer:
    """All of one kind, each with its question or title."""
    from casebook.triage.catalogue import load

    listed, edition = list(pairs), load().edition.id
    width = max((len(name) for name, _ in listed), default=0)
    lines = [edition, *(f"{name:<{width}}  {said}" for name, said in listed)]
    return Answer(
        {"catalogue": edition, kind: [{"id": name, "says": said} for name, said in listed]}, lines
    )


_listing("concerns", "List the concerns, each with its question.", catalogue_kinds.concerns)
_listing("signs", "List the signs, each with its question.", catalogue_kinds.signs)
_listing("people", "List the rules about who is involved, in their order.", catalogue_kinds.people)
_listing("routes", "List where a matter can or must go.", catalogue_kinds.routes)
_listing("profiles", "List the schools whose policy can be followed.", catalogue_kinds.profiles)
_listing("lists", "List the lists that policies print.", catalogue_kinds.lists)
_listing("ages", "List the ages that rules and services go by.", catalogue_kinds.ages)
_listing("editions", "List the dated states of the catalogue.", catalogue_kinds.editions)
_listing("helplines", "List whom to ask or tell besides the routes.", catalogue_kinds.helplines)


@command(catalogue, "list")
def list_(
    _desk: Desk, name: Annotated[str, Argument(metavar="NAME", help="One of `catalogue lists`.")]
) -> Answer:
    """Show a list as a policy prints it, what the law and today say, and where each item leads."""
    found = policy_text.policy_list(name)
    return Answer(found.data, found.lines)


@command(catalogue, "find")
def find(
    _desk: Desk,
    words: Annotated[list[str], Argument(metavar="WORDS", help="Everyday words, in any order.")],
) -> Answer:
    """Find what everyday words mean: concerns and signs, and items of the policies' lists."""
    found = policy_text.found(" ".join(words))
    return Answer(found.data, found.lines)


@command(catalogue, "check")
def check(
    _desk: Desk,
    folder: Annotated[
        Path | None,
        Argument(metavar="[FOLDER]", help="A catalogue or profiles of your own; none: built in."),
    ] = None,
) -> Answer:
    """Go through a catalogue, ask its examples, and list what nobody has looked up for a year."""
    from casebook import clock
    from casebook.triage import ageing, checking
    from casebook.triage.catalogue import load
    from casebook.triage.editions import EDITIONS

    if folder is not None and not (folder / EDITIONS).is_file():
        checked = checking.check_profiles(folder, load())
    else:
        checked = checking.check(folder)
    today = clock.now().date()
    old: list[NotChecked] = []
    if not checked.faults:
        old = list(ageing.not_checked_since(folder, ageing.year_before(today)))
    return _checked(checked, old)


def _checked(checked: "Checked", old: Sequence["NotChecked"]) -> Answer:
    """What came of a check; a fault makes the answer a bad one."""
    lines = [f"{checked.files} files read, {checked.examples} worked examples asked."]
    if old:
        lines += ["", "Not looked up for a year, or no day written down:"]
        lines += [f"  {each.file}, line {each.line}: {_since(each)}  {each.what}" for each in old]
    elif not checked.faults:
        lines.append("Everything was looked up within a year.")
    found = [fault.as_json() for fault in checked.faults]
    fault = None
    if checked.faults:
        details = [{"code": each.code, "what": each.message} for each in checked.faults]
        fault = CatalogueFaulty(count=len(checked.faults), details=details)
    data = {
        "files": checked.files,
        "examples": checked.examples,
        "faults": found,
        "not_checked": [
            {
                "file": each.file,
                "line": each.line,
                "what": each.what,
                "since": each.since.isoformat() if each.since else None,
            }
            for each in old
        ],
    }
    return Answer(data, lines, fault)


def _since(old: "NotChecked") -> str:
    """When somebody last looked."""
    return catalogue_text.said_day(old.since) if old.since else "no day"


@command(catalogue, "diff")
def diff(
    _desk: Desk,
    before: Annotated[str, Argument(metavar="EDITION", help="One of `catalogue editions`.")],
    after: Annotated[str, Argument(metavar="EDITION", help="The other.")],
) -> Answer:
    """Show what one edition asks for and another does not, rule by rule."""
    from casebook.triage.catalogue import edition_called
    from casebook.triage.compared import rule_changes

    then, now = edition_called(before), edition_called(after)
    changes = rule_changes(then, now)
    lines = [f"From {then.edition.title} to {now.edition.title}:"]
    if now.edition.note:
        lines += ["", *paragraph(now.edition.note), ""]
    lines += catalogue_text.change_lines(changes) or ["Nothing that a rule asks for differs."]
    data = [{"what": each.what, "before": each.before, "after": each.after} for each in changes]
    return Answer({"before": before, "after": after, "changes": data}, lines)


def _no_such(field: str, wanted: str, near: str) -> QuestionValueUnknown:
    """Why a name leads nowhere."""
    return QuestionValueUnknown(
        field=field,
        wanted=wanted,
        nearest=near,
        next_step="Run `casebook catalogue --help` for all that can be listed.",
    )


@command(catalogue, "ask")
def ask(
    _desk: Desk,
    question: Annotated[
        str, Argument(metavar="FILE|-", help="One question as JSON; `-`: standard input.")
    ],
) -> Answer:
    """Answer one question without a case, and explain each route, clock and the severity."""
    from casebook import clock
    from casebook.casework.asjson import plain
    from casebook.cli import given, reasons_text
    from casebook.triage.catalogue import load
    from casebook.triage.engine import answer
    from casebook.triage.explained import explain
    from casebook.triage.question import known_at_of

    asked = given.record(question)
    loaded = load(known_at_of(asked))
    answered, told = answer(loaded, asked), explain(loaded, asked)
    known = clock.words(known_at_of(asked))
    lines = [f"Edition {loaded.edition.id}. Known {known}.", *reasons_text.of_answer(told)]
    return Answer({"answer": answered, "explained": plain(told)}, lines)
