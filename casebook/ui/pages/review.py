"""The whole of a case on one page, for the person who signs its closing."""

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from casebook.casework.views import ActionLine, CaseView, DecisionView, ExhibitLine, WishView
from casebook.casework.wishes import OVERRIDE
from casebook.casework.wording import DISPOSED, WANTED, WISHED_ABOUT, said
from casebook.ui.pages.actions import action_title, due_state
from casebook.ui.pages.answer import level_words, route_title, words_of
from casebook.ui.pages.summary import happened
from casebook.ui.pages.typeset import (
    Page,
    Part,
    facts,
    heading,
    item,
    moment,
    passage,
    quiet,
    spaced,
)
from casebook.ui.pages.wishes import reason_against
from casebook.ui.words import severity_content


def review_page(case: CaseView) -> Page:
    """The whole page: how it ends first, then what that rests on."""
    groups = [
        list(_closing(case)),
        list(_matter(case)),
        list(_wishes(case)),
        list(_actions(case)),
        list(_exhibits(case)),
        list(_said(case)),
    ]
    return tuple(spaced([each for each in groups if each]))


def _closing(case: CaseView) -> Iterator[Part]:
    """How it is to end, by whom it was proposed, and what the reporter was told."""
    for each in case.closings[-1:]:
        yield heading(f"{each.reference}  {case.title}")
        yield Content.assemble(("Severity        ", "$secondary"), severity_content(case.severity))
        yield from facts(
            [
                ("Outcome", each.outcome.replace("-", " ")),
                ("", each.outcome_words),
                ("Proposed", f"{moment(each.proposed_at)} by {each.proposed_by}"),
            ]
        )
        yield quiet("The reporter was told:")
        yield passage(each.told_reporter or "nothing")


def _matter(case: CaseView) -> Iterator[Part]:
    """What happened, to whom, and why it is as serious as it is."""
    yield heading("What happened")
    for each in case.incidents:
        yield item(f"{each.reference}  {each.title}: {happened(each)}")
        if each.summary:
            yield passage(each.summary)
        if each.words:
            yield quiet("In their own words:")
            yield passage(each.words)
    people = ", ".join(f"{each.name or 'name not known'} ({each.role})" for each in case.people)
    yield from facts([("People", people)])
    for latest in case.assessments[-1:]:
        yield from map(_because, latest.because)
        if latest.severity != latest.catalogue_severity:
            yield quiet(f"The catalogue says {latest.catalogue_severity}; it was set otherwise:")
            yield passage(latest.override_reason)


def _because(reason: Mapping[str, Any]) -> Part:
    """One rule's say in the severity, with what the rule is about and where it stands."""
    return item(f"{level_words(reason)} ({reason['source']})")


def _wishes(case: CaseView) -> Iterator[Part]:
    """What people wanted, and what they were told."""
    latest = [each for each in case.wishes if each.is_latest]
    if latest:
        yield heading("Wishes")
    for each in latest:
        yield from _wish(each)


def _wish(wish: WishView) -> Iterator[Part]:
    """One wish and its answer."""
    yield item(f"{wish.whose}, about {said(WISHED_ABOUT, wish.about)}: {said(WANTED, wish.answer)}")
    yield passage(wish.words)
    yield quiet("They were told:")
    yield passage(wish.answered_words or "nothing yet")


def _actions(case: CaseView) -> Iterator[Part]:
    """What was to be done, and what became of it."""
    yield heading("What was to be done")
    listed = [each for each in case.actions if each.state != "superseded"]
    if not listed:
        yield quiet("nothing")
    for each in listed:
        yield from _action(each)


def _action(action: ActionLine) -> Iterator[Part]:
    """One action and what became of it."""
    duty = words_of("duty").get(action.duty)
    yield item(f"{action_title(action)} ({duty.title if duty else action.duty}): {_ended(action)}")
    words = action.outcome or action.ruled_out_reason
    if words:
        yield passage(words)


def _ended(action: ActionLine) -> str:
    """How an action ended, by whom and when."""
    if action.done_at is not None:
        return f"done {moment(action.done_at)} by {action.done_by}"
    if action.ruled_out_at is not None:
        return f"ruled out {moment(action.ruled_out_at)} by {action.ruled_out_authority}"
    return due_state(action)


def _exhibits(case: CaseView) -> Iterator[Part]:
    """What was lodged, and what became of it."""
    if case.exhibits:
        yield heading("Exhibits")
    for each in case.exhibits:
        yield item(_exhibit(each))


def _exhibit(exhibit: ExhibitLine) -> str:
    """One exhibit on a line."""
    what = exhibit.description or exhibit.original_name
    became = said(DISPOSED, exhibit.disposal) or "NOT DISPOSED OF"
    why = f": {exhibit.disposal_words}" if exhibit.disposal_words else ""
    return f"{exhibit.reference}  {what}, {became}{why}"


def _said(case: CaseView) -> Iterator[Part]:
    """Decisions, advice and bundles."""
    if case.decisions or case.referrals or case.releases:
        yield heading("Decided, advised, released")
    for each in case.decisions:
        yield item(f"{each.reference}  {_decided(each)}, {each.decided_by}: {each.why}")
    for contact in case.referrals:
        whom = " ".join(
            filter(None, (route_title(contact.route), contact.agency or contact.person))
        )
        answer = f" They answered: {contact.answer}" if contact.answer else ""
        yield item(f"{contact.reference}  {contact.what}, {whom}: {contact.words}{answer}")
    for release in case.releases:
        yield item(f"{release.reference}  bundle {release.bundle} for {release.recipient}")


def _decided(decision: DecisionView) -> str:
    """What was decided, in words, and what it is about."""
    if decision.what.startswith(OVERRIDE):
        return f"wish {decision.about} gone against, because {reason_against(decision)}"
    return " ".join(filter(None, (decision.what, route_title(decision.about))))
