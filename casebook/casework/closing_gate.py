"""The closing gate: everything that must be there before a case is closed.

The rules are: nothing that was asked for is undecided or overdue, every wish is answered, every
exhibit has its disposal, and the reporter was told. All that is missing is told at once, each thing
with its reference and what to do about it.
"""

from collections.abc import Iterator

from casebook import clock
from casebook.casework import asking, duties, locks, wishes
from casebook.casework.case_file import CaseFile
from casebook.records.action import Action
from casebook.store.book import Book

Missing = dict[str, str]


def missing(book: Book, file: CaseFile, told_reporter: str) -> list[Missing]:
    """What keeps a case from being closed; empty where nothing does."""
    return [
        *_triage(book, file),
        *_actions(file),
        *_groups(file),
        *_wishes(file),
        *_exhibits(file),
        *_reporter(file, told_reporter),
    ]


def has_reporter(file: CaseFile) -> bool:
    """Whether somebody brought it who can be told how it ended."""
    named = any(each.reported_by_name.strip() for each in file.incidents)
    return named or any(each.role == "reporter" for each in file.involvements)


def _triage(book: Book, file: CaseFile) -> Iterator[Missing]:
    """The triage, where there was none, or none of the case as it reads now."""
    latest = file.assessment
    if latest is None:
        yield _thing("not-triaged", file.case.reference, "Triage it: `casebook triage`.")
        return
    added = [each for each in file.incidents if each.recorded_at > latest.assessed_at]
    for incident in added:
        yield _thing(
            "not-triaged",
            incident.reference,
            "It was added after the last triage: triage the case again.",
        )
    if not added and asking.asks_otherwise(book, file, latest.question):
        yield _thing(
            "not-triaged",
            latest.reference,
            "What the last triage was told was put right since: triage the case again.",
        )


def _actions(file: CaseFile) -> Iterator[Missing]:
    """Each action that is undecided, and whether it is overdue."""
    now = clock.now()
    for each in file.actions:
        if each.duty == "one-of" or not duties.is_undecided(file.duties, each):
            continue
        held = locks.held_by(file.duties, each.route)
        late = duties.is_overdue(file.duties, each, held, now)
        yield _thing(
            "action-overdue" if late else "action-undecided",
            each.reference,
            _how(each, held),
            route=each.route,
            duty=each.duty,
        )


def _groups(file: CaseFile) -> Iterator[Missing]:
    """Each group of which at least one must be done, and none is."""
    for group, members in duties.open_groups(file.duties).items():
        routes = ", ".join(each.route for each in members)
        yield _thing(
            "group-undecided",
            members[0].reference,
            f"At least one of these is done: {routes}.",
            route=routes,
            duty="one-of",
            group=group,
        )


def _wishes(file: CaseFile) -> Iterator[Missing]:
    """Each wish whose person was not told what the school would do."""
    for each in wishes.unanswered(file):
        yield _thing("wish-unanswered", each.reference, "Answer it: `casebook answer`.")


def _exhibits(file: CaseFile) -> Iterator[Missing]:
    """Each exhibit of which nobody has said what becomes of it."""
    for each in file.exhibits:
        if not each.disposal:
            yield _thing(
                "exhibit-without-disposal",
                f"{file.case.reference} {each.reference}",
                "Say what becomes of it: `casebook dispose`.",
            )


def _reporter(file: CaseFile, told_reporter: str) -> Iterator[Missing]:
    """The reporter, where there is one who was not told."""
    if has_reporter(file) and not told_reporter.strip():
        yield _thing(
            "reporter-not-told",
            file.case.reference,
            "Tell the reporter how it ended, and give what they were told, when and by whom.",
        )


def _how(action: Action, held: str) -> str:
    """What to do about an undecided action."""
    if held:
        return (
            f"It is held back by `{held}` until the advice is recorded; then do it or rule it out."
        )
    if action.duty == "must":
        return "Do it, or have it ruled out in writing by the authority concerned."
    return "Do it, or rule it out with the reason."


def _thing(what: str, reference: str, do: str, **more: str) -> Missing:
    """One missing thing."""
    return {"missing": what, "reference": reference, "do": do, **more}
