"""The people page: everybody a case speaks of, with their part in each incident."""

from casebook.casework.views import CaseView, PersonView
from casebook.casework.wording import PERSON_KINDS, ROLES, said
from casebook.ui.pages.readings import corrected
from casebook.ui.pages.typeset import Page, Part, facts, heading, quiet, spaced


def people_page(case: CaseView) -> Page:
    """The whole page."""
    if not case.people:
        return (quiet("Nobody is named yet. Log a further incident (I) to add somebody."),)
    return tuple(spaced([_person(each) for each in case.people]))


def _person(person: PersonView) -> list[Part]:
    """One person."""
    return [
        heading(person.name or "name not known"),
        *facts(
            [
                ("They are", said(PERSON_KINDS, person.kind)),
                ("Age", person.age),
                ("Born", person.born),
                ("Year or form", person.year_group),
                ("Social worker", person.social_worker),
                ("User here", person.user),
                ("Do not tell", person.not_to_be_told),
            ]
        ),
        *facts((part.incident, said(ROLES, part.role)) for part in person.parts),
        *facts(
            (
                "Carer",
                f"{carer.name} {f'({carer.relationship})' if carer.relationship else ''}"
                + ("; MUST NOT BE TOLD" if carer.must_not_be_told else ""),
            )
            for carer in person.carers
        ),
        *corrected(person.corrections),
    ]
