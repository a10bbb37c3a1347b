"""A triage answer as a page: severity with its reasons, routes with theirs, what may be kept."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from textual.content import Content

from casebook.casework.wording import rule_title
from casebook.triage import catalogue, explained
from casebook.triage.catalogue import Catalogue
from casebook.triage.rules import Word
from casebook.ui.cleaning import cleaned, line
from casebook.ui.pages.typeset import Page, Part, heading, item, quiet, spaced
from casebook.ui.words import due_words, severity_content


def answer_page(
    answer: Mapping[str, Any],
    overdue_before: datetime,
    stands: Mapping[str, str] | None = None,
) -> Page:
    """The whole answer; what is due before `overdue_before` is called overdue.

    `stands`: for each route whose action is on the list, how that stands now.
    """
    return tuple(
        spaced(
            [
                list(_severity(answer)),
                list(_routes(answer["routes"], overdue_before, stands or {})),
                list(_keeping(answer)),
                *_coded("Not yet", "locks", answer["locks"]),
                *_coded("First", "first_actions", answer["first_actions"]),
                *_coded("Before closing", "closure", answer["closure"]),
            ]
        )
    )


def _severity(answer: Mapping[str, Any]) -> Iterator[Part]:
    """The severity, and each rule that raised it."""
    yield Content.assemble("Severity  ", severity_content(answer["severity"]))
    meaning = words_of("severity").get(str(answer["severity"]))
    if meaning is not None:
        yield quiet(meaning.meaning)
    for each in answer["because"]:
        yield item(level_words(each))
        yield quiet(each["source"], indent=2)


def _routes(
    routes: Sequence[Mapping[str, Any]], now: datetime, stands: Mapping[str, str]
) -> Iterator[Part]:
    """Who is to be told, by when, and why."""
    yield heading("Who must be told, by when, and why")
    for route in routes:
        due = datetime.fromisoformat(route["due"])
        duty = words_of("duty").get(route["duty"])
        how = stands.get(route["route"]) or due_words(due, overdue=due < now)
        yield Content.assemble(
            cleaned(route_title(route["route"]), "bold"),
            "  ",
            line(duty.title if duty else route["duty"], "$accent"),
            "  ",
            line(how),
        )
        for each in route["because"]:
            yield quiet(f"{rule_title(each['rule'])} — {each['source']}", indent=2)


def _keeping(answer: Mapping[str, Any]) -> Iterator[Part]:
    """What may be kept, who may see it, and how far wishes go."""
    evidence, handling = answer["evidence"], answer["handling"]
    yield heading("What may be kept, and who sees it")
    yield from _meant("capture", evidence["capture"])
    if evidence["hold_device"]:
        yield cleaned("Hold the device: only one the school owns, or that was handed in.")
    if evidence["staff_logs"]:
        yield cleaned("Keep the staff logs.")
    yield cleaned(f"Compartment: {handling['compartment']}")
    if handling["excluded"]:
        yield cleaned(f"Kept out: {', '.join(handling['excluded'])}", "bold")
    yield from _meant("wishes", answer["wishes"], "Wishes: ")


def _coded(title: str, family: str, codes: Sequence[str]) -> Iterator[list[Part]]:
    """A part for codes of one family, if there are any."""
    if codes:
        yield [heading(title), *(part for code in codes for part in _meant(family, code))]


def _meant(family: str, code: str, before: str = "") -> Iterator[Part]:
    """A code in words, and what it means."""
    word = words_of(family).get(code)
    yield cleaned(f"{before}{word.title if word else code}", "bold")
    if word is not None:
        yield quiet(word.meaning, indent=2)


def words_of(family: str) -> Mapping[str, Word]:
    """The catalogue's words for one family of codes."""
    return catalogue.load().words.get(family, {})


def route_title(route: str) -> str:
    """A route's name in words."""
    found = catalogue.load().routes.get(route)
    return found.title if found else route


def level_words(reason: Mapping[str, Any]) -> str:
    """Which severity a rule asks for, and what the rule is about, in words."""
    return f"{str(reason['says']).capitalize()}, because of “{rule_title(str(reason['rule']))}”"


def beside_page(rules: Catalogue, question: Mapping[str, Any]) -> Page:
    """What to know beside an answer by `rules`: how its people are reached, what would change it.

    The days that no clock counted, and what was not asked, stand there too.
    """
    words = explained.explain(rules, question)
    reached = [item(f"{each.title}: {each.contact}") for each in words.routes if each.contact]
    changes = [(item(each.question), quiet(each.effect, indent=2)) for each in words.would_change]
    parts: dict[str, list[Part]] = {
        "Remember": [*map(item, words.remember)],
        "How they are reached": reached,
        "Days that were not counted": [cleaned(words.not_counted)] if words.not_counted else [],
        "Not asked, or not known": [*map(item, words.not_known)],
        "What would change it": [part for pair in changes for part in pair],
    }
    return tuple(spaced([[heading(name), *listed] for name, listed in parts.items() if listed]))
