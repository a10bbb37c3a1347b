"""How a contact went, how far a thing spread and what it does: the finer parts of an incident.

The rules are: each part may be left out whole; a closed list of words stands wherever a policy
gives one; whether a contact was answered is told apart from who began it, because only an answer
makes it an exchange.
"""

from casebook.casework.incident_draft import (
    BullyingDraft,
    ContactDraft,
    ExchangeDraft,
    SpreadDraft,
)
from casebook.casework.incident_times import time_at
from casebook.casework.strict import Reader
from casebook.casework.texts import LINE

KNOWN = ("yes", "no", "not-known")
"""What can be said to a question that nobody may know the answer to."""
INTENTS = ("deliberate", "negligent", "reckless", "unknown")
"""How it was meant, in the words of a policy; never a finding."""
THREAD_KEPT = ("whole", "part", "none")
ALREADY_DONE = (
    "blocked",
    "reported-to-platform",
    "kept-copies",
    "did-not-answer",
    "answered",
    "asked-to-remove",
    "deleted",
    "told-an-adult",
)
"""What those concerned did before the school knew of it."""
BULLYING = ("embarrass", "humiliate", "threaten", "intimidate")
"""What bullying online does, in the words of a policy (S17)."""
CONTACT_KEYS = ("begun_by", "answered", "automatic")
EXCHANGE_KEYS = ("from", "at", "words")
SPREAD_KEYS = ("shared", "lasting")
BULLYING_KEYS = ("does", "for_power")

PASSAGE = 20_000
"""Characters at most in what was written in one message, or about how far it went."""
MOST_EXCHANGES = 500


def contact(reader: Reader) -> ContactDraft:
    """Who began a contact, whether it was answered, and whether the service made it (S113)."""
    part = reader.part("contact", CONTACT_KEYS)
    return ContactDraft(
        begun_by=part.text("begun_by", LINE),
        answered=part.one_of("answered", KNOWN),
        automatic=part.flag("automatic"),
    )


def exchanges(reader: Reader) -> tuple[ExchangeDraft, ...]:
    """What went to and fro, each with who sent it, in the order given (S6)."""
    found = []
    for path, value in reader.items("exchanges", MOST_EXCHANGES):
        item = Reader(value, path, reader.faults, EXCHANGE_KEYS)
        found.append(
            ExchangeDraft(
                sender=item.text("from", LINE, required=True).strip(),
                words=item.text("words", PASSAGE, required=True),
                at=time_at(item, "at"),
            )
        )
    return tuple(found)


def spread(reader: Reader) -> SpreadDraft:
    """How far it was passed on, and whether it lasts (S8)."""
    part = reader.part("spread", SPREAD_KEYS)
    return SpreadDraft(part.text("shared", PASSAGE), part.one_of("lasting", KNOWN))


def bullying(reader: Reader) -> BullyingDraft:
    """What a policy's test of online bullying finds: what it does, and whether for power (S17)."""
    part = reader.part("bullying", BULLYING_KEYS)
    return BullyingDraft(words_of(part, "does", BULLYING), part.one_of("for_power", KNOWN))


def words_of(reader: Reader, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a closed list under `key`, each once, in the order given."""
    found: list[str] = []
    for path, value in reader.items(key, len(known)):
        if not isinstance(value, str):
            reader.faults.add(path, "type", "must be a text")
        elif value not in known:
            reader.faults.add(path, "unknown", f"must be one of: {', '.join(known)}")
        elif value not in found:
            found.append(value)
    return tuple(found)
