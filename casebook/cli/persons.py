"""The people of a case: `people`, `match`, `merge`, `split`, `amend`, `carer`."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.cli.printing import quoted

if TYPE_CHECKING:
    from casebook.casework.views import CarerView, PersonView

family = Typer()

Mark = Annotated[str, Argument(metavar="MARK", help="The person's mark in the case, such as P1.")]
Why = Annotated[str, Option("--why", help="Why.")]


@command(family, "people")
def people(desk: Desk, case: Case) -> Answer:
    """List the people of a case: marks, full names, parts, carers, who must not be told."""
    from casebook.casework import matching
    from casebook.casework.asjson import plain

    with desk.opened(write=False) as book:
        listed = matching.listed(book, case)
    lines = [line for each in listed for line in _lines(each)]
    return Answer({"people": [plain(each) for each in listed]}, lines or ["Nobody is named yet."])


@command(family, "match")
def match(desk: Desk, case: Case) -> Answer:
    """Say whose names are like those of a case's people, here and in your other cases."""
    from casebook.casework import matching
    from casebook.casework.asjson import plain

    with desk.opened(write=False) as book:
        found = matching.match(book, case)
    lines = [
        f"{mark} is like {each.mark} in {each.case}: {each.name} ({each.why.replace('-', ' ')})"
        for mark, each in found
    ]
    told = [{"of": mark, **plain(each)} for mark, each in found]
    return Answer({"alike": told}, lines or ["Nobody has a name like theirs."])


@command(family, "merge")
def merge(
    desk: Desk,
    case: Case,
    mark: Mark,
    into: Annotated[str, Option("--into", help="The mark of the one they are.")],
    why: Why,
) -> Answer:
    """Take two people of a case for one; each part stays that of its incident."""
    from casebook.casework import matching

    with desk.opened() as book:
        merged = matching.merge(book, case, mark, into, why)
    return _one(merged, f"{mark} is {merged.mark} now; `split` undoes it.")


@command(family, "split")
def split(
    desk: Desk,
    case: Case,
    mark: Mark,
    incident: Annotated[
        str, Option("--incident", help="The incident in which it is another: I02.")
    ],
    why: Why,
) -> Answer:
    """Part somebody's part in one incident from them: it was another, or a merging was wrong."""
    from casebook.casework import matching

    with desk.opened() as book:
        parted = matching.split(book, case, mark, incident, why)
    return _one(parted, f"That part is {parted.mark}'s now.")


@command(family, "amend")
def amend(
    desk: Desk,
    case: Case,
    mark: Mark,
    *,
    field: Annotated[str, Option("--field", help="Such as name, born, kind, role, user.")],
    reading: Annotated[str, Option("--reading", help="How it should read.")],
    why: Why,
) -> Answer:
    """Put one thing about somebody right; the earlier reading stays."""
    from casebook.casework import matching
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        fixed = matching.amend(book, case, mark, field, reading=reading, why=why)
    return Answer({"correction": plain(fixed)}, [f"Recorded as {fixed.reference}."])


@command(family, "carer")
def carer(
    desk: Desk,
    case: Case,
    mark: Mark,
    *,
    name: Annotated[str, Option("--name", help="Their full name.")],
    relationship: Annotated[str, Option("--relationship", help="Mother, foster carer…")] = "",
    parental_responsibility: Annotated[
        bool | None,
        Option(
            "--parental-responsibility/--no-parental-responsibility",
            help="Left out where nobody has established it.",
        ),
    ] = None,
    must_not_be_told: Annotated[
        str, Option("--must-not-be-told", help="Why not; left out where they may be.")
    ] = "",
) -> Answer:
    """Write down who cares for somebody, and whether they may be told."""
    from casebook.casework import matching
    from casebook.casework.asjson import plain

    with desk.opened() as book:
        written = matching.add_carer(
            book,
            case,
            mark,
            name,
            relationship=relationship,
            parental_responsibility=parental_responsibility,
            must_not_be_told=must_not_be_told,
        )
    return Answer({"carer": plain(written)}, ["Recorded.", *_carer(written)])


def _one(person: "PersonView", said: str) -> Answer:
    """Somebody as they are kept after a deed."""
    from casebook.casework.asjson import plain

    return Answer({"person": plain(person)}, [said, *_lines(person)])


def _lines(person: "PersonView") -> list[str]:
    """Somebody with their mark, parts, and everything that says who may know of them."""
    from casebook.casework.wording import PERSON_KINDS, ROLES, said

    age = f", {person.age}" if person.age is not None else ""
    parts = ", ".join(f"{said(ROLES, each.role)} ({each.incident})" for each in person.parts)
    known = {
        "born": str(person.born or ""),
        "year": person.year_group,
        "social worker": person.social_worker,
        "NOT TO BE TOLD": person.not_to_be_told,
        "is the user": person.user,
    }
    return [
        f"{person.mark}  {said(PERSON_KINDS, person.kind)}{age}: {parts}",
        *quoted(person.name or "(no name)"),
        *(f"    {name}: {value}" for name, value in known.items() if value),
        *(line for each in person.carers for line in _carer(each)),
    ]


def _carer(carer: "CarerView") -> list[str]:
    """Who cares for somebody, and whether they may be told."""
    responsible = "parental responsibility not established"
    if carer.parental_responsibility is not None:
        no = "" if carer.parental_responsibility else "no "
        responsible = f"{no}parental responsibility"
    kept_out = f"  MUST NOT BE TOLD: {carer.must_not_be_told}" if carer.must_not_be_told else ""
    relationship = carer.relationship or "carer"
    return [f"    {relationship}, {responsible}{kept_out}", *quoted(carer.name)]
