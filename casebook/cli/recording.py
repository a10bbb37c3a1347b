"""What people write down: `log`, `note`, `wish`, `answer`, `decide`, `correct`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli import given, moments
from casebook.cli.arguments import Case, When, Words
from casebook.cli.closing import left
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer

if TYPE_CHECKING:
    from casebook.casework.received import LeftReport, Logged

family = Typer()


class Wanted(StrEnum):
    """Whether somebody wants a thing to happen."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@command(family, "log")
def log(
    desk: Desk,
    source: Annotated[str, Argument(metavar="FILE|-", help="The incident as JSON.")],
    case: Annotated[str | None, Option("--case", help="Add it to this case.")] = None,
) -> Answer:
    """Log an incident: it opens a case, or is added to one.

    What belongs where your keys do not reach is left there sealed, and you are told whom to ring:
    a report that was left is not a report received. You cannot read it afterwards.

    The least is a title and when the school knew; this is worth more:

    \b
    {
      "title": "Name-calling in a group chat",
      "known_at": "2026-11-17T15:15:00+00:00",
      "summary": "Two pupils mock a third in a group of eleven.",
      "words": "He said they do it every evening.",
      "happened_at": "2026-11-16T20:15:00+00:00",
      "precision": "about",
      "medium": "instant-message",
      "site": {"platform": "Gatepost", "place": "group 7B"},
      "reported_by": {"name": "Ash Example-Test", "kind": "parent"},
      "people": [
        {"name": "Perry Example-Test", "kind": "pupil", "role": "target", "age": 12},
        {"name": "Jo Example-Test", "kind": "pupil", "role": "alleged", "age": 13}
      ],
      "concerns": ["bullying-of-child"],
      "wishes": [
        {"whose": "Perry Example-Test", "about": "police",
         "answer": "no", "words": "I just want it to stop."}
      ]
    }

    `casebook catalogue` lists the concerns; schema/json/incident.schema.json describes each field.
    """  # noqa: D301 - the library takes a real backspace for "leave these lines as they are"
    from casebook.casework import drops, incidents
    from casebook.casework.asjson import plain
    from casebook.casework.received import LeftReport

    draft = incidents.read(given.record(source))
    with desk.opened(or_read=True) as book:
        logged = drops.hand_in(book, draft, case)
    data = plain(logged)
    if isinstance(logged, LeftReport):
        return Answer(data, _left_lines(logged))
    first = f"{data.get('incident')} in {data.get('case')}"
    return Answer(data, [first, *logged.read_back, *_asked_back(logged)])


def _asked_back(logged: "Logged") -> list[str]:
    """Who was taken for whom, who is kept under a like name, and what may want putting right."""
    joined = [
        f"{mark} is taken for the one whom the case knew already; if not, part them: split."
        for mark in logged.joined
    ]
    alike = [
        f"Kept already under a name like this: {each.mark} in {each.case} ({each.name})."
        for each in logged.alike
    ]
    if alike:
        alike.append("Nobody was joined. If it is one matter, `log --case` adds to it.")
    return [*joined, *alike, *logged.questions, *logged.tell_now]


def _left_lines(left: "LeftReport") -> list[str]:
    """That a report was left, which is not received: first of all, whom to ring."""
    return [
        "This report belongs where your keys do not reach. RING NOW:",
        *(f"  {each['who']} ({each['when']})" for each in left.call_now),
        f"It was left sealed for those who hold {left.compartment}. It is not received before one",
        "of them opens the casebook: do not wait for that. You cannot read it any more.",
        "Delete the file that you wrote it in, tell nobody else, and keep no copy of your own.",
        *left.read_back,
    ]


@command(family, "note")
def note(desk: Desk, case: Case, words: Words = None, when: When = None) -> Answer:
    """Add a note to a case."""
    from casebook.casework import leaving, notes
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    with desk.opened(or_read=True) as book:
        if not book.is_writer:
            return left(leaving.note(book, case, said, at))
        written = notes.write(book, case, said, at=at)
    return Answer({"note": plain(written)}, [f"Noted as {written.reference}."])


@command(family, "wish")
def wish(
    desk: Desk,
    case: Case,
    *,
    whose: Annotated[str, Option("--whose", help="Whose wish it is.")],
    about: Annotated[
        str, Option("--about", help="police, parents, head, school, platform, recording, other.")
    ],
    wanted: Annotated[Wanted, Option("--wanted", help="Whether they want it.")] = Wanted.UNSURE,
    limits_explained: Annotated[
        bool, Option("--limits-explained", help="They were told what the school must do anyway.")
    ] = False,
    words: Words = None,
    when: When = None,
) -> Answer:
    """Record what somebody wants to happen, in their own words; a later wish stands beside it."""
    from casebook.casework import wishes
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    with desk.opened() as book:
        recorded = wishes.record(
            book,
            case,
            whose,
            about,
            said,
            at=at,
            answer=wanted.value,
            limits_explained=limits_explained,
        )
    return Answer({"wish": plain(recorded)}, [f"Recorded as {recorded.reference}."])


@command(family, "answer")
def answer(
    desk: Desk,
    wish: Annotated[str, Argument(metavar="WISH", help="The wish, such as C-2026-0014-W01.")],
    words: Words = None,
    when: When = None,
) -> Answer:
    """Record what the person was told about their wish."""
    from casebook.casework import wishes
    from casebook.casework.asjson import plain

    said, at = given.words(words), moments.read(desk, "--when", when)
    with desk.opened() as book:
        recorded = wishes.answer(book, wish, said, at=at)
    return Answer({"wish": plain(recorded)}, [f"{recorded.reference} is answered."])


@command(family, "override")
def override(
    desk: Desk,
    wish: Annotated[str, Argument(metavar="WISH", help="The wish that is gone against.")],
    *,
    reason: Annotated[str, Option("--reason", help="A wrong one lists those that count.")],
    words: Words = None,
) -> Answer:
    """Decide to go against a wish, for a listed reason; a second person must then agree."""
    from casebook.casework import wishes
    from casebook.casework.asjson import plain

    said = given.words(words)
    with desk.opened() as book:
        decided = wishes.override(book, wish, reason, said)
    lines = [f"Recorded as {decided.reference}. It counts once a second person agrees: `agree`."]
    return Answer({"decision": plain(decided)}, lines)


@command(family, "agree")
def agree(
    desk: Desk,
    decision: Annotated[str, Argument(metavar="DECISION", help="Such as C-2026-0014-D01.")],
    words: Annotated[str, Option("--words", help="What you have to say to it.")] = "",
) -> Answer:
    """Agree, as the second person, to going against a wish."""
    from casebook.casework import wishes
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        agreed = wishes.agree(book, decision, words)
    return Answer({"decision": plain(agreed)}, [f"{agreed.reference} is agreed."])


@command(family, "decide")
def decide(
    desk: Desk,
    case: Case,
    *,
    what: Annotated[str, Option("--what", help="What was decided.")],
    why: Annotated[str, Option("--why", help="Why, including why not to refer.")],
    about: Annotated[str, Option("--about", help="What it is about, such as a route.")] = "",
    when: When = None,
) -> Answer:
    """Record a decision and its reasons."""
    from casebook.casework import decisions
    from casebook.casework.asjson import plain

    at = moments.read(desk, "--when", when)
    with desk.opened() as book:
        decided = decisions.decide(book, case, what, why, about=about, at=at)
    return Answer({"decision": plain(decided)}, [f"Recorded as {decided.reference}."])


@command(family, "correct")
def correct(
    desk: Desk,
    reference: Annotated[str, Argument(metavar="REF", help="What is to be put right.")],
    *,
    field: Annotated[str, Option("--field", help="Which of its fields.")],
    reading: Annotated[str, Option("--reading", help="How it should read.")],
    why: Annotated[str, Option("--why", help="Why.")],
) -> Answer:
    """Put a reading right by a later entry; the earlier reading stays."""
    from casebook.casework import corrections
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        corrected = corrections.correct(book, reference, field, reading, why)
    return Answer({"correction": plain(corrected)}, [f"Recorded as {corrected.reference}."])
