"""How long a case is kept, and its end: `retain`, `hold`, `destroy`, `destroyed`, `gather`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from casebook.cleaning import one_line
from casebook.cli import printing
from casebook.cli.arguments import Case
from casebook.cli.command import command
from casebook.cli.desk import Desk
from casebook.cli.newfile import new_file
from casebook.cli.outcome import Answer
from casebook.dates.days import day_said

if TYPE_CHECKING:
    from casebook.casework.destruction import Certificate, Proposed
    from casebook.casework.retention import Keeping
    from casebook.casework.subject_access import Gathered, InCase

family = Typer()

NOT_REACHED = (
    "Bundles that were handed over, copies that were made, and backups of earlier days still have "
    "it: destroy those too, and write down that it was done."
)
ROOM = 16 * 1024
"""Bytes kept free for a certificate before anything is destroyed."""

CertificateFile = Annotated[
    Path | None, Option("--certificate", help="Write the certificate into this new file too.")
]


@command(family, "retain")
def retain(
    desk: Desk,
    case: Case,
    until: Annotated[str, Option("--until", help="Set the day, such as 31/12/2051.")] = "",
    reason: Annotated[str, Option("--reason", help="Why that day.")] = "",
) -> Answer:
    """Show how long a case is kept and by which rule, or set its day by hand."""
    from casebook.casework import moments, retention

    if not until:
        with desk.opened(write=False) as book:
            return _kept(retention.keeping(book, case))
    day = moments.coming(until, "until")
    with desk.opened() as book:
        return _kept(retention.retain(book, case, day, reason))


@command(family, "hold")
def hold(
    desk: Desk,
    case: Case,
    reason: Annotated[str, Option("--reason", help="Why, and who ordered it.")],
    *,
    lift: Annotated[bool, Option("--lift", help="Lift the hold instead.")] = False,
) -> Answer:
    """Put a case under a legal hold: nothing of it is returned or destroyed."""
    from casebook.casework import retention

    with desk.opened() as book:
        deed = retention.lift if lift else retention.hold
        return _kept(deed(book, case, reason))


@command(family, "destroy")
def destroy(
    desk: Desk,
    case: Case,
    *,
    reason: Annotated[str, Option("--reason", help="Why its time has come.")] = "",
    authority: Annotated[
        str, Option("--authority", help="Who allows it: name, office, where it is written.")
    ] = "",
    agree: Annotated[bool, Option("--agree", help="Do it, as the second of two people.")] = False,
    certificate: CertificateFile = None,
) -> Answer:
    """Propose that a closed case be destroyed whose time has come; a second person does it.

    What stays is its reference, the days, the rule, the authority, the reason and who: no name.
    """
    from casebook.casework import destruction

    def do() -> "Certificate | Proposed":
        """Propose it, or do it."""
        with desk.opened() as book:
            if agree:
                return destruction.agree(book, case)
            return destruction.propose(book, case, reason, authority)

    if certificate is None:
        return _done(do())
    with new_file(certificate, "the certificate", ROOM) as file:
        answer = _done(do())
        file.write(_printed(answer))
    return answer


@command(family, "destroyed")
def destroyed(
    desk: Desk,
    case: Annotated[str, Argument(help="Only this case.", metavar="CASE")] = "",
    certificate: CertificateFile = None,
) -> Answer:
    """List what was destroyed, or print the certificate of one case once more."""
    from casebook.casework import destruction
    from casebook.casework.asjson import plain
    from casebook.identifiers import parse_case

    wanted = parse_case(case).text if case else ""
    with desk.opened(write=False) as book:
        found = destruction.certificates(book)
    if not wanted:
        lines = [f"{each.case}  {each.destroyed_at}  {each.authority}" for each in found]
        data = {"destroyed": [plain(each) for each in found]}
        return Answer(data, lines or ["Nothing that you may read was destroyed."])
    for each in found:
        if each.case == wanted:
            answer = Answer({"certificate": plain(each)}, list(_certificate(each)))
            if certificate is not None:
                with new_file(certificate, "the certificate", ROOM) as file:
                    file.write(_printed(answer))
            return answer
    with desk.opened(write=False) as book:
        book.find_case(wanted)
    return Answer({"certificate": None}, [f"{wanted} is not destroyed: `casebook show` reads it."])


@command(family, "gather")
def gather(
    desk: Desk,
    name: Annotated[str, Argument(help="The person's name, as it is written down.")],
    received: Annotated[
        str, Option("--received", help="When the request came, such as 17/11/2026.")
    ] = "",
) -> Answer:
    """Gather what is kept about one person, for a request by them or for them; nothing leaves."""
    from casebook.casework import moments, subject_access
    from casebook.casework.asjson import plain

    day = moments.day(received, "received") if received else None
    with desk.opened(or_read=True) as book:
        found = subject_access.gather(book, name, day)
    return Answer({"gathered": plain(found)}, list(_gathered(found)))


def _kept(keeping: "Keeping") -> Answer:
    """How long a case is kept."""
    from casebook.casework.asjson import plain

    told = {
        "Case": f"{keeping.case}, {keeping.status}",
        "Looked at again": day_said(keeping.review_on) if keeping.review_on else "",
        "Rule": keeping.title or keeping.rule,
        "Source": keeping.source,
        "Legal hold": keeping.legal_hold,
        "Hold lifted": keeping.lifted,
    }
    unclosed = [] if keeping.review_on else ["The day is set when the case is closed."]
    lines = [*printing.fields(told), *unclosed, *printing.paragraph(keeping.words)]
    return Answer({"keeping": plain(keeping)}, lines)


def _done(done: "Certificate | Proposed") -> Answer:
    """What was proposed, or the certificate of what was done."""
    from casebook.casework.asjson import plain
    from casebook.casework.destruction import Proposed

    if isinstance(done, Proposed):
        who = " or ".join(done.may_second)
        lines = [
            f"Proposed as {done.decision}. Nothing is destroyed yet: {who} does it with",
            f"  casebook destroy {done.case} --agree",
        ]
        return Answer({"proposed": plain(done)}, lines)
    return Answer({"certificate": plain(done)}, list(_certificate(done)))


def _printed(answer: Answer) -> bytes:
    """What a person is told, as a file of lines."""
    return "".join(f"{one_line(each)}\n" for each in answer.lines).encode()


def _certificate(made: "Certificate") -> Iterator[str]:
    """The certificate as it is printed."""
    told = {
        "School": made.school,
        "Case": made.case,
        "Opened": made.opened_on,
        "Closed": f"{made.closed_on} ({made.outcome})",
        "Kept until": made.review_on,
        "By the rule": made.rule,
        "Reason": made.reason,
        "Authority": made.authority,
        "Proposed by": made.proposed_by,
        "Destroyed by": made.destroyed_by,
        "Destroyed": made.destroyed_at,
        "What": f"{made.records} records and {made.files} sealed files",
        "In the ledger": f"entry {made.entry}",
        "Signed by the key": made.signed_by,
    }
    yield "CERTIFICATE OF DESTRUCTION"
    yield ""
    yield from printing.fields(told)
    yield ""
    if made.alone:
        yield from printing.paragraph(made.alone)
    yield from printing.paragraph(NOT_REACHED)


def _gathered(found: "Gathered") -> Iterator[str]:
    """What was gathered, case by case."""
    cases = printing.counted(len(found.cases), "case", "cases")
    yield f"{found.name}: {cases} that you may read."
    yield f"Received {found.received_on}: the answer is due by {found.due_by};"
    yield f"  by {found.complex_due_by} where it is complex, if they are told so before that."
    yield f"Looked through: {', '.join(found.looked_in)}."
    if found.not_looked_in:
        yield f"Not looked through, because you do not hold it: {', '.join(found.not_looked_in)}."
        yield "  Whoever holds that gathers there, and answers nobody what is in it."
    for each in found.cases:
        yield ""
        yield from _in_case(each)
    if found.registrations:
        yield ""
        yield "In the registers:"
        for kept in found.registrations:
            yield f"  {kept.reference}  {kept.title}; read it with `casebook show`"
    yield ""
    yield "Before anything is given:"
    for one in found.think_of:
        yield f"  - {one}"
    yield "Each case leaves as a bundle of its own: casebook export CASE --for … --preview"


def _in_case(found: "InCase") -> Iterator[str]:
    """What one case has of them."""
    born = f", born {found.born}" if found.born else ""
    yield f"{found.case}  {found.title} ({found.status}; {', '.join(found.roles)}{born})"
    for each in found.records:
        others = f"; names {', '.join(each.others)}" if each.others else ""
        words = "; somebody else's words" if each.from_others else ""
        yield f"  {each.reference}{words}{others}"
    if found.others:
        yield f"  Others in it: {', '.join(found.others)}"
