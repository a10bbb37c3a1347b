"""`triage`: answers for questions on standard input, or an assessment of a case that is kept."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option, Typer

from casebook.cli import moments, printing
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer, Ending, Streamed
from casebook.errors.asked import QuestionValueUnknown
from casebook.errors.given import CommandUnreadable, IncidentInvalid

if TYPE_CHECKING:
    from casebook.casework.reasons import Reasons
    from casebook.casework.views import AssessmentView

family = Typer()


@command(family, "triage")
def triage(
    desk: Desk,
    case: Annotated[
        str, Argument(metavar="CASE|-", help="A case; or `-`: one JSON question a line.")
    ],
    *,
    concern: Annotated[
        list[str] | None, Option("--concern", help="A concern of the catalogue; may be repeated.")
    ] = None,
    sign: Annotated[
        list[str] | None, Option("--sign", help="A sign of the catalogue; may be repeated.")
    ] = None,
    known_at: Annotated[
        str | None, Option("--known-at", help="When the school knew, if not as logged.")
    ] = None,
    severity: Annotated[
        int | None, Option("--severity", help="1 to 5, where a person sets it otherwise.")
    ] = None,
    reason: Annotated[str, Option("--reason", help="Why the severity is another.")] = "",
    from_list: Annotated[
        str | None, Option("--list", help="A list of `catalogue lists`, walked by --item.")
    ] = None,
    item: Annotated[int, Option("--item", help="The number of its item that fits.")] = 0,
    edition: Annotated[str, Option("--edition", help="An edition; else that of its day.")] = "",
    own: Annotated[
        Path | None, Option("--catalogue", help="With `-`: a catalogue or profiles of your own.")
    ] = None,
    why: Annotated[bool, Option("--why", help="Explain each route and clock in full.")] = False,
) -> Ending:
    """Triage a case and keep the answer; or answer the questions on standard input."""
    of_a_case = (concern, sign, known_at, severity is not None, reason, from_list, edition, why)
    _require_fitting(case, of_a_case, own)
    if case == "-":
        return _lines(own)
    from casebook.casework import assessments, reasons

    concern, sign = _walked(from_list, item, concern or [], sign or [])
    at = moments.read(desk, "--known-at", known_at)
    with desk.opened() as book, _nearest_named(concern, sign):
        kept = assessments.assess(
            book,
            case,
            concerns=concern,
            signs=sign,
            known_at=at,
            severity=severity,
            reason=reason,
            edition=edition,
        )
        return _answer(kept, reasons.of_latest(book, case), why=why)


def _require_fitting(case: str, of_a_case: Sequence[object], own: Path | None) -> None:
    """Raise CommandUnreadable for options of a case beside `-`, or of `-` beside a case."""
    if case == "-" and any(of_a_case):
        raise CommandUnreadable(problem="`-` takes no option but `--catalogue`", command="triage")
    if case != "-" and own is not None:
        raise CommandUnreadable(problem="`--catalogue` goes with `-`", command="triage")


def _walked(
    name: str | None, item: int, concerns: list[str], signs: list[str]
) -> tuple[list[str], list[str]]:
    """What was chosen, with what the item of a policy's list leads to.

    Raises QuestionValueUnknown, ItemLeadsToSeveral.
    """
    if name is None:
        return concerns, signs
    from casebook.triage.lists import walked

    found, seen = walked(name, item, concerns)
    return found, [*signs, *seen]


@contextmanager
def _nearest_named(concerns: Sequence[str], signs: Sequence[str]) -> Iterator[None]:
    """Say of a concern or sign that the catalogue does not know which one is nearest.

    Raises QuestionValueUnknown in place of an IncidentInvalid that is about one of them.
    """
    try:
        yield
    except IncidentInvalid:
        from casebook.triage.catalogue import load
        from casebook.triage.reading import nearest

        loaded = load()
        for option, given, known in (
            ("--concern", concerns, loaded.concerns),
            ("--sign", signs, loaded.signs),
        ):
            for each in given:
                if each not in known:
                    raise QuestionValueUnknown(
                        field=option,
                        wanted=f"{option[2:]} of the catalogue",
                        nearest=nearest(each, known),
                        next_step=_ALL_OF_THEM[option],
                    ) from None
        raise


_ALL_OF_THEM = {
    "--concern": "Run `casebook catalogue` for all of them.",
    "--sign": "Run `casebook catalogue signs` for all of them.",
}


def _lines(own: Path | None) -> Streamed:
    """Answer each line as it comes; the exit status is 2 where one was refused."""
    from casebook.triage.lines import answer_lines

    answers = answer_lines(sys.stdin.buffer, own)
    write = sys.stdout.write
    for line in answers:
        try:
            write(f"{line}\n")
        except OSError as fault:
            raise printing.lost(fault.errno) from None
    return Streamed(2 if answers.had_errors else 0)


def _answer(kept: "AssessmentView", told: "Reasons | None", *, why: bool) -> Answer:
    """The kept assessment with its reasons, and the same as text."""
    from casebook.casework.asjson import plain
    from casebook.casework.wording import of_catalogue
    from casebook.cli import reasons_text

    lines = [
        (
            f"{kept.reference}: severity {kept.severity}, {kept.severity_name}"
            f" (catalogue {kept.catalogue}, as {kept.profile})"
        ),
        *_reasons(kept.because),
        "",
        *(_route(each) for each in kept.routes),
        "",
        *printing.fields(
            {
                "may be lodged": of_catalogue("capture", str(kept.evidence.get("capture", ""))),
                "wishes": of_catalogue("wishes", kept.wishes),
                "locks": ", ".join(of_catalogue("locks", each) for each in kept.locks),
            }
        ),
        "",
        *(reasons_text.lines(told, whole=why) if told else ()),
        "",
        "`casebook actions` lists what is to be done; `--why` explains each route.",
    ]
    return Answer({"assessment": plain(kept), "reasons": plain(told) if told else None}, lines)


def _route(route: Mapping[str, Any]) -> str:
    """One route on one line, with its rules and sources."""
    from casebook import clock
    from casebook.casework.wording import action_title, of_catalogue

    due = clock.words(clock.read_iso(route["due"]))
    rules = ", ".join(_source(each) for each in route["because"])
    duty = of_catalogue("duty", route["duty"])
    return f"  {duty} · {action_title(route['route'])} ({route['route']}), by {due}  ({rules})"


def _reasons(because: Iterable[Mapping[str, Any]]) -> list[str]:
    """Why the severity is what it is, rule by rule."""
    return [f"  {each['says']}: {_source(each)}" for each in because]


def _source(because: Mapping[str, Any]) -> str:
    """The rule and where it is written."""
    from casebook.casework.wording import rule_title

    return f"{rule_title(because['rule'])}, {because['source']}"
