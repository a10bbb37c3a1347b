"""Looking across: which other cases that somebody may read have something in common with one.

The rules are: each reason is said, with what stands here and what stands there; nothing is joined;
what only looks alike, and a name that is only close, are told as that; a site or app in common is
the weakest reason and comes last. What lies in a compartment somebody does not hold is not looked
at: nothing there and nothing in common are one and the same answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from casebook.casework import handles
from casebook.casework.case_file import of
from casebook.casework.namesakes import alikeness
from casebook.casework.people import compared
from casebook.casework.persons import everything
from casebook.casework.together import Gist
from casebook.store.book import Book

ORDER: Final = ("person", "account-id", "handle", "address", "platform")
"""What two cases can share, the weightiest first."""
HOWS: Final = ("same", "looks-alike", "same-name", "near-name")


@dataclass(frozen=True)
class Shared:
    """One thing that two cases have in common."""

    what: str
    """One of ORDER."""
    how: str
    """One of HOWS."""
    here: str
    there: str
    incident: str
    """The incident of the other case in which it stands."""


@dataclass(frozen=True)
class Neighbour:
    """Another case, and what it has in common with the one asked about."""

    case: str
    title: str
    status: str
    compartment: str
    shared: Sequence[Shared]


@dataclass(frozen=True)
class _Trace:
    """Something by which a case may be found from another."""

    what: str
    shown: str
    key: str
    incident: str
    user: str = ""
    """A person's short name, where they work with the casebook."""


def of_case(book: Book, ref: str) -> list[Neighbour]:
    """The other cases that share something with `ref`, the weightiest reason first.

    Raises ReferenceInvalid, NotAHolder, CaseNotFound.
    """
    _, file = of(book, ref)
    gists = everything(book)
    own = next(each for each in gists if each.case.id == file.case.id)
    traces = list(_traces(own))
    found = []
    for other in gists:
        shared = _shared(traces, other) if other is not own else ()
        if shared:
            case = other.case
            found.append(
                Neighbour(case.reference, case.title, case.status, other.compartment, shared)
            )
    return sorted(found, key=_weight)


def _traces(gist: Gist) -> Iterator[_Trace]:
    """Everything by which a case may be found."""
    for each in gist.incidents:
        ref = each.reference
        yield _Trace("handle", each.site_handle, handles.same(each.site_handle), ref)
        yield _Trace("account-id", each.site_account_id, handles.same(each.site_account_id), ref)
        yield _Trace("address", each.site_url, handles.address(each.site_url), ref)
        yield _Trace("platform", each.site_platform, compared(each.site_platform), ref)
        yield _Trace("person", each.reported_by_name, compared(each.reported_by_name), ref)
    references = {each.id: each.reference for each in gist.incidents}
    for somebody in gist.people:
        person, ref = somebody.person, references[somebody.part.incident_id]
        yield _Trace("person", person.name, compared(person.name), ref, person.user)


def _shared(traces: Sequence[_Trace], other: Gist) -> tuple[Shared, ...]:
    """What a case has in common with those traces, each thing once."""
    found: dict[tuple[str, str, str], Shared] = {}
    others = list(_traces(other))
    both = {each.key for each in traces} & {each.key for each in others}
    for there in others:
        for here in traces:
            how = _how(here, there)
            if how == "near-name" and both & {here.key, there.key}:
                continue  # whoever bears the name itself is there: nobody looks for one close to it
            if how:
                shared = Shared(here.what, how, here.shown, there.shown, there.incident)
                found.setdefault((here.what, here.key, there.key), shared)
    return tuple(sorted(found.values(), key=lambda each: (ORDER.index(each.what), each.incident)))


def _how(here: _Trace, there: _Trace) -> str:
    """In what way two traces are alike; empty where they are not."""
    if here.what != there.what or not here.key or not there.key:
        return ""
    if here.what == "person":
        if here.user and here.user == there.user:
            return "same"
        return alikeness(here.key, there.key)
    if here.key == there.key:
        return "same"
    if here.what == "handle" and handles.look(here.shown) == handles.look(there.shown):
        return "looks-alike"
    return ""


def _weight(neighbour: Neighbour) -> tuple[int, int, str]:
    """What a list of neighbours is sorted by: the weightiest reason, then how many."""
    first = min(ORDER.index(each.what) for each in neighbour.shared)
    return first, -len(neighbour.shared), neighbour.case
