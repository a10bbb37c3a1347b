"""Reading an incident from JSON, strictly: schema/json/incident.schema.json, by hand.

The rules are: everything wrong is collected and named by its dotted path; nothing that was written
is repeated in a refusal; a time is ISO 8601 with an offset, or a date as written by hand, and is
never guessed.
"""

from collections.abc import Mapping
from datetime import date

from casebook import clock
from casebook.casework.incident_details import (
    ALREADY_DONE,
    INTENTS,
    THREAD_KEPT,
    bullying,
    contact,
    exchanges,
    spread,
    words_of,
)
from casebook.casework.incident_draft import (
    CarerDraft,
    IncidentDraft,
    PersonDraft,
    ReporterDraft,
    SiteDraft,
    TimeRead,
    WishDraft,
)
from casebook.casework.incident_times import moment, read_time, time_at
from casebook.casework.moments import LEEWAY, YEARS
from casebook.casework.strict import Faults, Reader
from casebook.casework.texts import LINE, fault_of
from casebook.errors.given import IncidentInvalid
from casebook.triage import catalogue
from casebook.triage.question import KINDS, OLDEST, ROLES

PRECISIONS = ("exact", "about", "between", "unknown")
PRECISION_SPELLINGS = {"approximate": "about", "span": "between"}
"""Other words for two of them, which are taken as well."""
ANSWERS = ("yes", "no", "unsure")
MEDIA = (
    "text",
    "e-mail",
    "website",
    "instant-message",
    "social-media",
    "game",
    "call",
    "other",
)
"""The media that are known by one spelling; any other short text is kept as it was written."""
ABOUTS = ("police", "parents", "head", "school", "platform", "recording", "other")
"""What wishes are usually about; any other short text is kept as it was written."""

POLICIES = (
    "anti-bullying",
    "allegations-against-staff",
    "behaviour",
    "safeguarding",
    "code-of-conduct",
    "acceptable-use",
    "complaints",
    "data-protection",
)
"""The policies that are known by one spelling; any other short text is kept as it was written."""

WORDS = 100_000
"""Characters at most in the reporter's own words."""
SUMMARY = 20_000
URL = 4_000
MOST_PEOPLE = 200
MOST_CARERS = 20
MOST_WISHES = 100
MOST_CODES = 100
MOST_POLICIES = 20
SHORT = 60

KEYS = (
    "title",
    "summary",
    "words",
    "happened_at",
    "happened_between",
    "precision",
    "known_at",
    "known_to",
    "medium",
    "site",
    "seen_how",
    "reported_by",
    "near_miss",
    "contact",
    "exchanges",
    "spread",
    "bullying",
    "intent",
    "already_done",
    "policies",
    "people",
    "concerns",
    "signs",
    "wishes",
)
SITE_KEYS = ("platform", "url", "handle", "account_id", "place", "audience", "thread_kept")
REPORTER_KEYS = ("name", "kind", "themselves")
PERSON_KEYS = (
    "name",
    "kind",
    "role",
    "age",
    "born",
    "year_group",
    "social_worker",
    "not_to_be_told",
    "user",
    "carers",
)
CARER_KEYS = ("name", "relationship", "parental_responsibility", "must_not_be_told")
WISH_KEYS = ("whose", "about", "words", "answer", "limits_explained", "at")

_SPELLINGS = {"email": "e-mail", "im": "instant-message", "sms": "text", "web": "website"}


def draft_of(data: Mapping[str, object]) -> IncidentDraft:
    """The incident in `data`; raises IncidentInvalid with every fault in its details."""
    faults = Faults()
    reader = Reader(data, "", faults, KEYS)
    known = _known(reader)
    draft = IncidentDraft(
        title=reader.text("title", LINE, required=True).strip(),
        known=known,
        summary=reader.text("summary", SUMMARY),
        words=reader.text("words", WORDS),
        happened=_happened(reader),
        known_to=reader.text("known_to", LINE),
        medium=folded(reader.text("medium", 60), MEDIA),
        site=_site(reader),
        seen_how=reader.text("seen_how", SUMMARY),
        reported_by=_reporter(reader),
        near_miss=reader.flag("near_miss"),
        contact=contact(reader),
        exchanges=exchanges(reader),
        spread=spread(reader),
        bullying=bullying(reader),
        intent=reader.one_of("intent", INTENTS),
        already_done=words_of(reader, "already_done", ALREADY_DONE),
        policies=_policies(reader),
        people=tuple(_person(each, at, faults) for at, each in reader.items("people", MOST_PEOPLE)),
        wishes=tuple(_wish(each, at, faults) for at, each in reader.items("wishes", MOST_WISHES)),
        concerns=_codes(reader, "concerns"),
        signs=_codes(reader, "signs"),
    )
    _check_births(draft, faults)
    refuse(faults)
    return draft


def refuse(faults: Faults) -> None:
    """Raise IncidentInvalid where there is a fault."""
    if faults.listed:
        raise IncidentInvalid(
            field=faults.listed[0]["field"], count=len(faults.listed), details=faults.listed
        )


def folded(text: str, known: tuple[str, ...]) -> str:
    """`text` in its known spelling where it is one of the words `known`, else as it was written."""
    word = text.strip().casefold().replace(" ", "-").replace("_", "-")
    word = _SPELLINGS.get(word, word)
    return word if word in known else text.strip()


def _site(reader: Reader) -> SiteDraft:
    """Where on the net it was."""
    site = reader.part("site", SITE_KEYS)
    return SiteDraft(
        platform=site.text("platform", LINE),
        url=site.text("url", URL),
        handle=site.text("handle", LINE),
        account_id=site.text("account_id", LINE),
        place=site.text("place", LINE),
        audience=site.text("audience", LINE),
        thread_kept=site.one_of("thread_kept", THREAD_KEPT),
    )


def _reporter(reader: Reader) -> ReporterDraft:
    """Who brought it."""
    reporter = reader.part("reported_by", REPORTER_KEYS)
    return ReporterDraft(
        reporter.text("name", LINE),
        reporter.one_of("kind", KINDS),
        reporter.flag("themselves"),
    )


def _person(value: object, path: str, faults: Faults) -> PersonDraft:
    """One of the people."""
    person = Reader(value, path, faults, PERSON_KEYS)
    if person.has("age") and person.has("born"):
        person.fault("born", "either", "give the age or the day of birth, not both")
    return PersonDraft(
        kind=person.one_of("kind", KINDS, required=True),
        role=person.one_of("role", ROLES, required=True),
        name=person.text("name", LINE).strip(),
        age=person.whole("age", 0, OLDEST),
        born=_born(person),
        year_group=person.text("year_group", 60),
        social_worker=person.text("social_worker", LINE),
        not_to_be_told=person.text("not_to_be_told", SUMMARY),
        user=person.text("user", 60).strip(),
        carers=tuple(_carer(each, at, faults) for at, each in person.items("carers", MOST_CARERS)),
    )


def _born(person: Reader) -> date | None:
    """The day of birth, written as ISO 8601."""
    text = person.text("born", 10)
    if not person.has("born") or not isinstance(person.values["born"], str):
        return None
    try:
        day = date.fromisoformat(text) if len(text) == len("2014-03-09") else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        person.fault("born", "time", "must be a day such as 2014-03-09")
        return None
    today = clock.now().date()
    if day > today:
        person.fault("born", "future", "lies in the future")
    elif today.year - day.year > OLDEST:
        person.fault("born", "time", f"lies more than {OLDEST} years back")
    return day


def _check_births(draft: IncidentDraft, faults: Faults) -> None:
    """Note a fault where something happened to somebody who was not born yet."""
    latest = draft.happened.latest
    faulty = {each["field"] for each in faults.listed}
    for place, each in enumerate(draft.people):
        path = f"people.{place}.born"
        if each.born and latest and clock.local(latest).date() < each.born and path not in faulty:
            faults.add(path, "conflict", "lies after what happened")


def _carer(value: object, path: str, faults: Faults) -> CarerDraft:
    """One carer of a person."""
    carer = Reader(value, path, faults, CARER_KEYS)
    return CarerDraft(
        name=carer.text("name", LINE, required=True).strip(),
        relationship=carer.text("relationship", LINE),
        parental_responsibility=carer.flag("parental_responsibility"),
        must_not_be_told=carer.text("must_not_be_told", SUMMARY),
    )


def _wish(value: object, path: str, faults: Faults) -> WishDraft:
    """One wish."""
    wish = Reader(value, path, faults, WISH_KEYS)
    return WishDraft(
        whose=wish.text("whose", LINE, required=True).strip(),
        about=folded(wish.text("about", 60, required=True), ABOUTS),
        words=wish.text("words", WORDS, required=True),
        answer=wish.one_of("answer", ANSWERS, "unsure"),
        limits_explained=bool(wish.flag("limits_explained")),
        at=moment(wish, "at"),
    )


def _codes(reader: Reader, key: str) -> tuple[str, ...]:
    """The concerns or signs under `key`, each once, in the order given."""
    listed = catalogue.load()
    known = listed.concerns if key == "concerns" else listed.signs
    found: list[str] = []
    for path, value in reader.items(key, MOST_CODES):
        if not isinstance(value, str):
            reader.faults.add(path, "type", "must be a text")
        elif value not in known:
            reader.faults.add(path, "unknown", f"is not one of the catalogue's {key}")
        elif value not in found:
            found.append(value)
    return tuple(found)


def _policies(reader: Reader) -> tuple[str, ...]:
    """The policies that apply, each once; known ones in their one spelling."""
    found: list[str] = []
    for path, value in reader.items("policies", MOST_POLICIES):
        fault = "must be a text" if not isinstance(value, str) else fault_of(value, SHORT)
        if fault or not str(value).strip():
            reader.faults.add(path, "text", fault or "must not be empty")
        elif (policy := folded(str(value), POLICIES)) not in found:
            found.append(policy)
    return tuple(found)


def _known(reader: Reader) -> TimeRead:
    """When the school came to know of it."""
    if not reader.has("known_at"):
        reader.fault("known_at", "missing", "is missing")
        return TimeRead()
    known = moment(reader, "known_at")
    if known is None or known.earliest is None:
        return TimeRead()
    if known.earliest > clock.now() + LEEWAY:
        reader.fault("known_at", "future", "lies in the future")
    return known


def _happened(reader: Reader) -> TimeRead:
    """When it happened, as exactly as that is known."""
    word = reader.one_of("precision", (*PRECISIONS, *PRECISION_SPELLINGS))
    wanted = PRECISION_SPELLINGS.get(word, word)
    if reader.has("happened_at") and reader.has("happened_between"):
        reader.fault("happened_between", "either", "give one moment or a span, not both")
        return TimeRead()
    spans = reader.has("happened_between")
    read = _span(reader) if spans else time_at(reader, "happened_at")
    if read is None:
        if wanted not in {"", "unknown"} and not _was_given(reader):
            reader.fault("precision", "conflict", "says more than was given about the time")
        return TimeRead()
    if read.earliest is not None and read.earliest > clock.now() + LEEWAY:
        reader.fault(_time_key(reader), "future", "lies in the future")
    return _as_precise(reader, read, wanted)


def _was_given(reader: Reader) -> bool:
    """Whether any time of happening was given, readable or not."""
    return reader.has("happened_at") or reader.has("happened_between")


def _time_key(reader: Reader) -> str:
    """The key under which the time of happening was given."""
    return "happened_between" if reader.has("happened_between") else "happened_at"


def _as_precise(reader: Reader, read: TimeRead, wanted: str) -> TimeRead:
    """`read` with the precision that the person claims, where the two agree."""
    if not wanted or wanted == read.precision:
        return read
    if wanted == "about" and read.precision == "exact":
        return TimeRead(read.earliest, read.latest, "about", f"about {read.said}", read.typed)
    reader.fault("precision", "conflict", "does not agree with the time that was given")
    return read


def _span(reader: Reader) -> TimeRead | None:
    """The span under `happened_between`: its first and its last moment."""
    ends = list(reader.items("happened_between", 2))
    if len(ends) != 2:  # noqa: PLR2004 - a span has two ends
        reader.fault("happened_between", "size", "must be two moments, the earlier first")
        return None
    first, last = (read_time(reader, path, value) for path, value in ends)
    if first is None or last is None or first.earliest is None or last.latest is None:
        return None
    if first.earliest > last.latest:
        reader.fault("happened_between", "order", "the earlier moment comes first")
        return None
    said = f"between {first.said} and {last.said}"
    typed = " – ".join(each for each in (first.typed, last.typed) if each)
    return TimeRead(first.earliest, last.latest, "between", said, typed)
