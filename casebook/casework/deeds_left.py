"""Deeds that were left at another desk, as the next writer takes them in.

The rules are: each is checked as if it were done now, by the rules for whoever signed it; an
approval or a return counts only where nothing of the case changed since they saw it; a return comes
before an approval, for a case closed in spite of one is worse than one more question; what does not
count is told in the case itself, with every word that was signed, and to whoever takes it in.
"""

from collections.abc import Mapping

from casebook import clock
from casebook.casework import closings, leaving, notes
from casebook.casework.hands import Hand
from casebook.casework.moments import spoken
from casebook.errors import CasebookError
from casebook.errors.keeping import DeedStale
from casebook.records.note import Note
from casebook.records.user import User
from casebook.store import drops as store
from casebook.store import ledger
from casebook.store.book import Book
from casebook.store.compartment import Compartment
from casebook.store.drops import Left
from casebook.store.matter import matter_of
from casebook.vault import drops as vault
from casebook.vault.findings import Finding

TAKEN = "P-07"
NOT_TAKEN = "P-08"

SAID = {
    leaving.APPROVED: "The approval of {case} that {who} signed on {at} counts now.",
    leaving.RETURNED: "The return of {case} that {who} signed on {at} counts now.",
    leaving.NOTED: "A note in {case} that {who} signed on {at} was taken in.",
    leaving.VIEWED: "That {who} looked at {case} on {at} was entered.",
}
REFUSED = (
    "{who} signed at another desk on {at} that this was {what}, and it was not taken in: {why} Ask "
    "them to look again."
)
WORDS_SIGNED = " They wrote: “{words}”"
STRANGE = "A signed deed was left here that this program does not know, or for no case here."
NO_HOLDER = "{who} left a deed here, and does not hold this compartment now: it counts for nothing."


def is_deed(left: Left) -> bool:
    """Whether what was left is no report of an incident."""
    return "deed" in left.letter.report


def order(left: Left) -> tuple[int, str]:
    """Returns, then approvals, then the rest by their time: a note makes no signature stale."""
    first = (leaving.RETURNED, leaving.APPROVED)
    what = _fields(left).get("what", "")
    return first.index(what) if what in first else len(first), left.letter.at


def take_in(book: Book, compartment: Compartment, left: Left) -> Finding:
    """Take one deed in, and remove its file; what is to be said of it."""
    fields = _fields(left)
    what, reference = fields.get("what", ""), fields.get("case", "")
    try:
        case = compartment.find_case(reference) if what in SAID else None
    except CasebookError:
        case = None
    if case is None:
        return Finding(store.NOT_AN_INCIDENT, left.place, STRANGE, "note")
    card = book.user_named(left.letter.sender_uid)
    if card is None or not card.active or compartment.name not in card.holds:
        return Finding(NOT_TAKEN, left.place, NO_HOLDER.format(who=left.sender), "fault")
    with compartment.reading() as session:
        key = session.get_one(User, card.uid).sign_key
    at = min(clock.read_iso(left.letter.at), clock.now())
    hand = Hand(card, key, at, lambda change: store.enter(change, left, case.reference))
    said = {"who": left.sender, "at": spoken(at), "case": case.reference}
    try:
        _do(book, compartment, left, hand)
        told = Finding(TAKEN, left.place, SAID[what].format(**said), "note")
    except CasebookError as fault:
        words = REFUSED.format(what=what, why=fault.message, **said)
        signed = fields.get("words", "")
        kept = words + (WORDS_SIGNED.format(words=signed) if signed else "")
        _tell(book, compartment, reference, kept, hand)
        told = Finding(NOT_TAKEN, left.place, f"{case.reference}: {words}", "fault")
    vault.remove(book.folder, compartment.name, left.letter.drop_id)
    return told


def _do(book: Book, compartment: Compartment, left: Left, hand: Hand) -> None:
    """Do what was left, in one transaction with where it came from."""
    fields = _fields(left)
    what, reference = fields["what"], fields["case"]
    words = fields.get("words", "")
    if what in leaving.SIGNED:
        _refuse_stale(compartment, reference, left)
    if what == leaving.APPROVED:
        closings.approve(book, reference, words, hand)
    elif what == leaving.RETURNED:
        closings.send_back(book, reference, words, hand)
    elif what == leaving.NOTED:
        notes.write(book, reference, words, fields.get("about") or None, hand)
    else:
        case = compartment.find_case(reference)
        with compartment.changing() as change:
            change.witness("viewed", "case", case.id, by=hand.card.uid, at=clock.iso(hand.at))
            hand.enter(change)


def _refuse_stale(compartment: Compartment, reference: str, left: Left) -> None:
    """Raise DeedStale unless a case is as whoever signed for it saw it."""
    deed = left.letter.report["deed"]
    seen = deed if isinstance(deed, Mapping) else {}
    size, root = seen.get("size"), seen.get("root")
    case = compartment.find_case(reference)
    with compartment.reading() as session:
        known = isinstance(size, int) and ledger.root_at(session.connection(), size) == root
    since = [
        each
        for each in matter_of(compartment, case).entries
        if not each.kind.startswith("witness:")
        and each.seq > (size if isinstance(size, int) else 0)
    ]
    if not known or since:
        raise DeedStale(case=reference)


def _tell(book: Book, compartment: Compartment, reference: str, words: str, hand: Hand) -> None:
    """Keep in the case why what somebody signed was not taken in, with all that they signed."""
    with compartment.changing() as change:
        case = compartment.find_case(reference)
        note = Note.of(
            case_id=case.id,
            reference=change.number(case, "note"),
            words=words,
            at=hand.at,
            recorded_at=clock.now(),
            recorded_by=book.user.uid,
        )
        change.add("noted", note)
        hand.enter(change)


def _fields(left: Left) -> dict[str, str]:
    """What a deed says in words; nothing where it says otherwise."""
    deed = left.letter.report.get("deed")
    found = deed.items() if isinstance(deed, Mapping) else ()
    return {str(name): each for name, each in found if isinstance(each, str)}
