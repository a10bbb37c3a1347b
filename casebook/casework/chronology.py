"""The chronology: the ordered reading of a case. It is derived, never typed in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from casebook import clock
from casebook.casework.case_file import PERSON_ID, CaseFile, of
from casebook.casework.case_views import Viewer
from casebook.casework.moments import looks_iso
from casebook.casework.registers.wording import REMOVALS
from casebook.casework.wording import WANTED, WISHED_ABOUT, action_title, spaced
from casebook.casework.wording import said as said_in
from casebook.records.action import Action
from casebook.records.closing import Closing
from casebook.records.correction import Correction
from casebook.records.incident import Incident
from casebook.records.record import Record
from casebook.records.referral import Referral
from casebook.records.wish import Wish
from casebook.store.book import Book

ANSWERED = "answered"
SENT, WITHDREW = "sent", "withdrew"
"""The verbs of the entries by which something came to what was there before."""


@dataclass(frozen=True)
class Line:
    """One line of a chronology."""

    at: datetime
    said: str
    """What happened, in our words and then in the people's own."""
    who: str
    """The short name of who entered it, or who did it."""
    reference: str
    recorded_at: datetime
    """When it was entered, which can be later."""


def chronology_of(book: Book, ref: str) -> list[Line]:
    """Every line of a case in order of time; what is of one moment, in order of entry."""
    _, file = of(book, ref)
    return lines_of(book, file)


def lines_of(book: Book, file: CaseFile) -> list[Line]:
    """Every line of a case that was read."""
    reader = _Reader(book, file)
    return sorted(reader.lines(), key=lambda each: (each.at, each.recorded_at, each.reference))


class _Reader:
    """Turns each record of a case into its lines."""

    def __init__(self, book: Book, file: CaseFile) -> None:
        self._file = file
        self._viewer = Viewer(book, file)
        self._entered_by = _entered_by(book, file)

    def lines(self) -> Iterator[Line]:
        """Every line, in no order."""
        case = self._file.case
        opened = self._viewer.who(case.opened_by)
        yield Line(case.opened_at, "Case opened", opened, case.reference, case.opened_at)
        for incident in self._file.incidents:
            yield from self._incident(incident)
        for wish in self._file.wishes:
            yield from self._wish(wish)
        for action in self._file.actions:
            yield from self._action(action)
        for contact in self._file.referrals:
            yield from self._referral(contact)
        for closing in self._file.closings:
            yield from self._closing(closing)
        yield from self._kept()
        yield from self._said()

    def _incident(self, row: Incident) -> Iterator[Line]:
        """When it happened, and when it became known."""
        who = self._viewer.who(row.recorded_by)
        if row.happened_from is not None:
            rough = "" if row.precision == "exact" else f" ({row.precision})"
            said = _joined(f"It happened{rough}: {row.title}", row.words)
            yield Line(row.happened_from, said, who, row.reference, row.recorded_at)
        for each in row.exchanges:
            if looks_iso(each.get("at", "")):
                sent = _joined(f"Sent by {each['from']}", each["words"])
                at = clock.read_iso(each["at"])
                yield Line(at, sent, who, row.reference, row.recorded_at)
        told = f"Became known to {row.known_to}" if row.known_to else "Became known"
        by = f"{told}, brought by {row.reported_by_name}" if row.reported_by_name else told
        yield Line(row.known_at, f"{by}: {row.title}", who, row.reference, row.recorded_at)

    def _wish(self, row: Wish) -> Iterator[Line]:
        """What somebody wanted, and what they were told."""
        who = self._viewer.who(row.recorded_by)
        said = _joined(
            f"{row.whose} about {said_in(WISHED_ABOUT, row.about)}: {said_in(WANTED, row.answer)}",
            row.words,
        )
        yield Line(row.expressed_at, said, who, row.reference, row.recorded_at)
        if row.answered_at is not None:
            by = self._viewer.who(row.answered_by)
            entered = row.answer_recorded_at or row.answered_at
            told = _joined(f"{row.whose} was told", row.answered_words)
            yield Line(row.answered_at, told, by, row.reference, entered)

    def _action(self, row: Action) -> Iterator[Line]:
        """What was done, and what was ruled out."""
        if row.done_at is not None:
            parts = [action_title(row.route), row.outside_reference, row.done_with]
            done = _joined(f"Done: {', '.join(each for each in parts if each)}", row.outcome)
            entered = row.settled_recorded_at or row.done_at
            yield Line(row.done_at, done, row.done_by, row.reference, entered)
        if row.ruled_out_at is not None:
            by = f" by {row.ruled_out_authority}" if row.ruled_out_authority else ""
            out = _joined(f"Ruled out{by}: {action_title(row.route)}", row.ruled_out_reason)
            who = row.ruled_out_authority
            entered = row.ruled_out_at
            if row.state == "ruled-out":
                entered = row.settled_recorded_at or row.ruled_out_at
            yield Line(row.ruled_out_at, out, who, row.reference, entered)

    def _referral(self, row: Referral) -> Iterator[Line]:
        """What went to an agency, what it advised, and what it answered."""
        who = self._viewer.who(row.recorded_by)
        kind = "Advice of" if row.what == "advice" else "Referred to"
        log = f"incident log {row.incident_log}" if row.incident_log else ""
        parts = [action_title(row.route), row.agency, row.person, log, row.their_reference]
        said = _joined(f"{kind} {', '.join(each for each in parts if each)}", row.words)
        yield Line(row.at, said, who, row.reference, row.recorded_at)
        if row.answered_at is not None:
            answer = _joined(f"Answer of {action_title(row.route)}", row.answer)
            entered = row.answer_recorded_at or row.answered_at
            yield Line(row.answered_at, answer, self._answerer(row), row.reference, entered)

    def _answerer(self, row: Record) -> str:
        """Who entered an answer, which can be another than who entered what it answers."""
        return self._viewer.who(self._entered_by.get((row.id, ANSWERED)))

    def _closing(self, row: Closing) -> Iterator[Line]:
        """How the case was closed, by whom, and opened again."""
        first = self._viewer.who(row.proposed_by)
        alone = row.second_words if row.needs_second and row.seconded_by is None else ""
        verb = "Closing proposed" if row.needs_second and not alone else "Closed"
        said = _joined(_joined(f"{verb}: {spaced(row.outcome)}", row.outcome_words), alone)
        yield Line(row.proposed_at, said, first, row.reference, row.proposed_at)
        if row.seconded_at is not None:
            signed = "Closing returned" if row.state == "returned" else "Second signature"
            words = _joined(signed, row.second_words)
            second = self._viewer.who(row.seconded_by)
            yield Line(row.seconded_at, words, second, row.reference, row.seconded_at)
        if row.reopened_at is not None:
            again = _joined("Opened again", row.reopened_reason)
            who = self._viewer.who(row.reopened_by)
            yield Line(row.reopened_at, again, who, row.reference, row.reopened_at)
        if row.rechecked_at is not None:
            found = _joined("Looked at again", row.rechecked_words)
            who = self._viewer.who(row.rechecked_by)
            yield Line(row.rechecked_at, found, who, row.reference, row.rechecked_at)

    def _what(self, fixed: Correction) -> str:
        """What was put right: a field of a record, or whose a part is."""
        if fixed.field == PERSON_ID:
            return "whose a part is" if fixed.target_kind == "involvement" else "whose carer it is"
        return f"{fixed.target_reference}, {fixed.field}"

    def _kept(self) -> Iterator[Line]:
        """What was kept, where it moved, and what left."""
        marks = {each.id: each.reference for each in self._file.exhibits}
        for link in self._file.custody:
            mark = f"{self._file.case.reference} {marks[link.exhibit_id]}"
            whom = f" to {link.to_whom}" if link.to_whom and link.what != "captured" else ""
            moved = link.what.replace("-", " ")
            said = _joined(f"Exhibit {marks[link.exhibit_id]} {moved}{whom}", link.why)
            who = link.to_whom if link.what == "captured" else self._viewer.who(link.recorded_by)
            yield Line(link.at, said, who, mark, link.recorded_at)
        for row in self._file.releases:
            said = f"Bundle {row.bundle} released to {row.recipient or row.profile}"
            who = self._viewer.who(row.released_by)
            yield Line(row.released_at, said, who, row.reference, row.released_at)

    def _said(self) -> Iterator[Line]:
        """Triage, notes, decisions, corrections and offers of help."""
        who = self._viewer.who
        for row in self._file.assessments:
            said = f"Triage by {row.edition}: severity {row.severity}"
            said = _joined(said, row.override_reason)
            yield Line(row.assessed_at, said, who(row.assessed_by), row.reference, row.assessed_at)
        for note in self._file.notes:
            said, by = _joined("Note", note.words), who(note.recorded_by)
            yield Line(note.at, said, by, note.reference, note.recorded_at)
        for each in self._file.decisions:
            said = _joined(f"Decided: {each.what} {each.about}".rstrip(), each.why)
            entered, by = each.recorded_at or each.decided_at, who(each.decided_by)
            yield Line(each.decided_at, said, by, each.reference, entered)
        for fixed in self._file.corrections:
            said = _joined(
                f"Put right: {self._what(fixed)}, from "
                f"“{self._viewer.reading(fixed, fixed.earlier)}” to "
                f"“{self._viewer.reading(fixed, fixed.reading)}”",
                fixed.why,
            )
            by = who(fixed.recorded_by)
            yield Line(fixed.recorded_at, said, by, fixed.reference, fixed.recorded_at)
        yield from self._taken_down()
        yield from self._written()
        for offer in self._file.supports:
            said = _joined(f"Help offered to {offer.for_whom}: {offer.offered}", offer.taken)
            case, by = self._file.case.reference, who(offer.recorded_by)
            yield Line(offer.offered_at, said, by, case, offer.recorded_at)

    def _written(self) -> Iterator[Line]:
        """The letters: when each was drafted, made final, sent, withdrawn."""
        who = self._viewer.who
        for row in self._file.letters:
            said = f"Letter to {row.to_name}: {row.subject}"
            by = who(row.drafted_by)
            yield Line(row.drafted_at, f"Drafted: {said}", by, row.reference, row.drafted_at)
            if row.final_at is not None:
                by = who(row.final_by)
                words = _joined(f"Read through and final: {said}", row.words)
                yield Line(row.final_at, words, by, row.reference, row.final_at)
            if row.sent_at is not None:
                words = _joined(f"Sent: {said}", row.sent_how)
                by = who(self._entered_by.get((row.id, SENT)))
                yield Line(row.sent_at, words, by, row.reference, row.sent_at)
            if row.withdrawn_at is not None:
                words = _joined(f"Withdrawn: {said}", row.withdrawn_why)
                by = who(self._entered_by.get((row.id, WITHDREW)))
                yield Line(row.withdrawn_at, words, by, row.reference, row.withdrawn_at)

    def _taken_down(self) -> Iterator[Line]:
        """What was asked to be taken down or hidden, and which accounts were reported."""
        who = self._viewer.who
        for row in self._file.removals:
            said = f"{said_in(REMOVALS, row.what).capitalize()}: {row.site}, kept as {row.kept}"
            by = row.asked_by or who(row.recorded_by)
            yield Line(row.at, _joined(said, row.words), by, row.reference, row.recorded_at)
            if row.answered_at is not None:
                said, by = _joined("What came of it", row.answer), self._answerer(row)
                yield Line(row.answered_at, said, by, row.reference, row.answered_at)
        for each in self._file.underage_reports:
            said = f"Account of {each.whose} reported to {each.platform} from {each.channel}"
            by = who(each.recorded_by)
            words = _joined(said, each.words)
            yield Line(each.reported_at, words, by, each.reference, each.recorded_at)
            if each.answered_at is not None:
                said, by = _joined(f"Answer of {each.platform}", each.answer), self._answerer(each)
                yield Line(each.answered_at, said, by, each.reference, each.answered_at)


def _entered_by(book: Book, file: CaseFile) -> Mapping[tuple[str, str], str]:
    """Who entered the latest answer, sending or withdrawal of a thing, as the signed ledger says.

    A record keeps who entered it first; a case that moved brought its entries along as one, so
    that of what is from before nobody is named.
    """
    ids = [each.id for each in file.referrals if each.answered_at is not None]
    ids += [each.id for each in file.removals if each.answered_at is not None]
    ids += [each.id for each in file.underage_reports if each.answered_at is not None]
    ids += [each.id for each in file.letters if each.sent_at or each.withdrawn_at]
    entries = book.compartment(file.compartment).entries(ids) if ids else ()
    told = {ANSWERED, SENT, WITHDREW}
    return {(each.object_id, each.verb): each.actor for each in entries if each.verb in told}


def _joined(ours: str, theirs: str) -> str:
    """Our words, and the people's own after them."""
    return f"{ours}. {theirs}" if theirs else ours
