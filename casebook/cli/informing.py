"""What the program and the casebook say of themselves: `users`, `catalogue`, `doctor`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.outcome import Answer
from casebook.errors.given import QuestionValueUnknown

if TYPE_CHECKING:
    from casebook.triage.catalogue import Catalogue
    from casebook.triage.rules import Concern

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


@command(family, "catalogue")
def catalogue(
    _desk: Desk,
    concern: Annotated[
        str | None, Argument(metavar="[CONCERN]", help="One concern; left out: all of them.")
    ] = None,
    signs: Annotated[bool, Option("--signs", help="List the signs instead.")] = False,
    profiles: Annotated[bool, Option("--profiles", help="List the profiles instead.")] = False,
) -> Answer:
    """Show the rules that triage goes by, each with its source."""
    from casebook.triage.catalogue import load

    loaded = load()
    edition = {"catalogue": loaded.edition.id}
    if signs:
        return _listed(
            edition, "signs", [(each.id, each.question) for each in loaded.signs.values()]
        )
    if profiles:
        listed = [(each.id, each.title) for each in loaded.profiles.values()]
        return _listed(edition, "profiles", listed)
    if concern is None:
        found = [(each.id, each.question) for each in loaded.concerns.values()]
        return _listed(edition, "concerns", found)
    return _one_concern(loaded, concern)


def _listed(edition: dict[str, str], kind: str, pairs: Sequence[tuple[str, str]]) -> Answer:
    """All of one kind, each with its question or title."""
    width = max((len(name) for name, _ in pairs), default=0)
    lines = [edition["catalogue"], *(f"{name:<{width}}  {said}" for name, said in pairs)]
    return Answer({**edition, kind: [{"id": name, "says": said} for name, said in pairs]}, lines)


def _one_concern(loaded: "Catalogue", name: str) -> Answer:
    """One concern whole; raises QuestionValueUnknown with the nearest."""
    from casebook.triage.reading import nearest

    found = loaded.concerns.get(name)
    if found is None:
        near = nearest(name, loaded.concerns)
        raise QuestionValueUnknown(
            field="CONCERN",
            wanted="concern of the catalogue",
            nearest=near,
            next_step="Run `casebook catalogue` for all of them.",
        )
    return Answer({"catalogue": loaded.edition.id, **_concern(found)}, _concern_lines(found))


def _concern(concern: "Concern") -> dict[str, object]:
    """A concern as an object."""
    return {
        "id": concern.id,
        "title": concern.title,
        "question": concern.question,
        "sources": [each.cite for each in concern.sources],
        "wrong_when": concern.wrong_when,
        "first_actions": list(concern.first_actions),
        "closure": list(concern.closure),
        "routes": _claims(concern),
    }


def _claims(concern: "Concern") -> list[dict[str, str]]:
    """The routes that a concern asks for, with their conditions."""
    from casebook.triage.rules import CLOCKS, DUTIES

    return [
        {
            "route": each.route or each.role,
            "duty": DUTIES[each.duty],
            "clock": CLOCKS[each.clock],
            "when": each.when.said,
        }
        for each in concern.asks.claims
    ]


def _concern_lines(concern: "Concern") -> list[str]:
    """A concern as text."""
    routes = [
        f"  {each['duty']:<8} {each['route']:<18} {each['clock']}"
        + (f"  when {each['when']}" if each["when"] else "")
        for each in _claims(concern)
    ]
    return [
        f"{concern.id}: {concern.title}",
        concern.question,
        f"Often mistaken: {concern.wrong_when}",
        *routes,
        *(f"  source: {each.cite}" for each in concern.sources),
    ]


@command(family, "doctor")
def doctor(desk: Desk) -> Answer:
    """Look at this machine: what the casebook needs, and what it cannot see to."""
    from casebook.cli.machine import checks

    found = checks(desk.at)
    lines = [f"{each.state:<8} {each.what}: {each.said}" for each in found]
    data = [{"check": each.what, "state": each.state, "said": each.said} for each in found]
    return Answer({"checks": data}, lines)
