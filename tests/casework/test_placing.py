"""Where a case is put: whoever is accused never holds it, whatever people it is about."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.casework import placing
from casebook.casework.people import Part
from casebook.errors.rules import NeedsSeparateCasebook
from casebook.store.book import Book
from casebook.triage.question import KINDS, ROLES, WORKERS
from casebook.vault.layout import COMPARTMENTS
from tests.school import NAMES

parts = st.lists(
    st.builds(
        Part,
        role=st.sampled_from(["alleged", "alleged", *ROLES]),
        kind=st.sampled_from(KINDS),
        age=st.none(),
        name=st.sampled_from(["", "Juno Biscuit-Test", *NAMES.values(), "HECTOR  sample"]),
        user=st.sampled_from(["", "", "", *NAMES]),
    ),
    max_size=4,
)


HOLDERS = {"general": {"dsl", "head"}, "staff": {"dsl", "head"}, "governance": {"chair"}}
"""Who holds what in the invented school, known from its making."""


def is_accused(user: str, listed: list[Part]) -> bool:
    """Whether somebody with keys is accused, read off the people one by one."""
    for each in listed:
        named = " ".join(each.name.lower().split()) == NAMES[user].lower()
        if each.role == "alleged" and (user in (each.kind, each.user) or named):
            return True
    return False


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(listed=parts)
def test_whoever_is_accused_never_stands_in_the_list_of_holders(
    staff_book: Book, listed: list[Part]
) -> None:
    """A casebook in which the DSL holds staff too; where nobody else is left, it refuses."""
    held_by_accused = {
        name for name, users in HOLDERS.items() if any(is_accused(user, listed) for user in users)
    }
    kinds = {each.kind for each in listed if each.role == "alleged"}
    lowest = 2 if kinds & {"head", "chair", "proprietor"} else int(bool(kinds & WORKERS))

    try:
        placed = placing.belongs(staff_book, listed)
    except NeedsSeparateCasebook:
        assert held_by_accused >= set(COMPARTMENTS[lowest:])
    else:
        assert placed not in held_by_accused
        assert COMPARTMENTS.index(placed) >= lowest
        assert placing.fits(staff_book, listed, placed)
