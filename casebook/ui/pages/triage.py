"""The triage page of a case: the assessment that stands, and those before it."""

from collections.abc import Mapping
from typing import Any

from textual.content import Content

from casebook import clock
from casebook.casework.views import AssessmentView, CaseView
from casebook.ui.pages.actions import stands
from casebook.ui.pages.answer import answer_page
from casebook.ui.pages.typeset import Page, Part, heading, moment, passage, quiet


def triage_page(case: CaseView) -> Page:
    """The whole page: the latest assessment, then a line for each before it."""
    if not case.assessments:
        return (quiet("Not triaged yet: the case has no severity. T asks the catalogue."),)
    *before, latest = case.assessments
    return (
        heading(f"{latest.reference}  {moment(latest.assessed_at)}, by {latest.assessed_by}"),
        quiet(f"Catalogue {latest.catalogue}, as {latest.profile}"),
        *_overridden(latest),
        Content(""),
        *answer_page(_answer(latest), clock.now(), stands(latest.actions)),
        Content(""),
        *(
            quiet(f"{each.reference}  {moment(each.assessed_at)}  {each.severity_name}")
            for each in reversed(before)
        ),
    )


def _overridden(view: AssessmentView) -> list[Part]:
    """That a person set another severity, and why."""
    if view.severity == view.catalogue_severity:
        return []
    said = f"The catalogue says {view.catalogue_severity}; set to {view.severity} because:"
    return [quiet(said), passage(view.override_reason)]


def _answer(view: AssessmentView) -> Mapping[str, Any]:
    """The assessment as the answer that it kept."""
    names = ("severity", "routes", "evidence", "wishes", "handling", "locks", "because")
    more = ("first_actions", "closure")
    return {name: getattr(view, name) for name in (*names, *more)}
