"""Policies' lists as text and as data: one list whole, and the items that everyday words find."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casebook.cli.catalogue_text import Told, said_day

if TYPE_CHECKING:
    from casebook.triage.lists import Item

MOST_FOUND = 8
"""How many concerns and signs, and how many items, are shown of what was found."""


def policy_list(name: str) -> Told:
    """A list as a policy prints it, each item with the law, today, and where it leads.

    Raises QuestionValueUnknown.
    """
    from casebook.cli.printing import paragraph
    from casebook.triage import lists as listed

    found = listed.called(name, "NAME")
    lines = [f"{found.title}  ({found.policy}, {found.section})", *paragraph(found.note)]
    for number, item in enumerate(found.items, start=1):
        lines += ["", *_item_lines(number, item)]
    items = [_item(number, item) for number, item in enumerate(found.items, start=1)]
    return Told({"list": found.id, "title": found.title, "note": found.note, "items": items}, lines)


def _item_lines(number: int, item: "Item") -> Iterator[str]:
    """One item: what the policy says, how the law looks at it, and the concerns it leads to."""
    from casebook.triage.catalogue import load
    from casebook.triage.lists import law_of

    seen = ", ".join(
        part for part in (item.place, item.seed, f"line {item.line}" if item.line else "") if part
    )
    yield f"{number:>3}. The policy says: “{item.words}”  ({seen})"
    said = law_of(item)
    for each in said:
        yield f"       {each}"
    if said:
        yield f"       Looked up: {said_day(item.checked)}."
    for concern in item.concerns:
        yield f"     → {concern}: {load().concerns[concern].question}"
    for kind, named in (("sign", item.signs), ("route", item.routes)):
        if named:
            yield f"     → {kind}: {', '.join(named)}"


def _item(number: int, item: "Item") -> dict[str, object]:
    """One item as data."""
    return {
        "number": number,
        "words": item.words,
        "place": item.place,
        "seed": item.seed,
        "line": item.line,
        "chip": item.chip,
        "law": item.law,
        "today": item.today,
        "confirmed": item.confirmed,
        "checked": item.checked.isoformat(),
        "concerns": list(item.concerns),
        "signs": list(item.signs),
        "routes": list(item.routes),
    }


def found(typed: str) -> Told:
    """What everyday words find: concerns and signs, then items of the policies' lists."""
    from casebook.triage import lists as listed
    from casebook.triage.catalogue import load
    from casebook.triage.finding import Findable, ranked

    loaded = load()
    rules = [
        (each.id, Findable(each.title, each.also_called, each.question))
        for each in loaded.concerns.values()
    ]
    rules += [(each.id, Findable(each.title, (), each.question)) for each in loaded.signs.values()]
    full, some = ranked(typed, [thing for _, thing in rules])
    best = [rules[each] for each in (full or some)[:MOST_FOUND]]
    items = [(each, at, each.items[at - 1]) for each, at in listed.found(typed)[:MOST_FOUND]]
    lines = [f"{name}: {thing.question}" for name, thing in best]
    lines += ["", "In the policies’ lists:"] if items else []
    lines += [
        f"  {each.id} {at}: “{item.words}” → {', '.join(item.concerns) or 'no concern'}"
        for each, at, item in items
    ]
    data = {
        "rules": [{"id": name, "question": thing.question} for name, thing in best],
        "items": [
            {"list": each.id, "number": at, "words": item.words, "concerns": list(item.concerns)}
            for each, at, item in items
        ],
    }
    return Told(data, lines or ["Nothing. Try another word, or `casebook catalogue` for all."])
