"""Questions for triage, made up by hypothesis: every mixture of concerns, signs and people."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

from hypothesis import strategies as st

from casebook.triage import catalogue
from casebook.triage.engine import answer
from casebook.triage.question import KINDS, ROLES

CATALOGUE = catalogue.load(datetime(2026, 11, 21, 12, tzinfo=UTC))

FRIDAY = "2026-11-20T16:40:00+00:00"

people = st.fixed_dictionaries(
    {"role": st.sampled_from(ROLES), "kind": st.sampled_from(KINDS)},
    optional={"age": st.sampled_from([0, 9, 12, 13, 16, 17, 18, 19, 40, 120])},
)

moments = st.builds(
    lambda moment, minutes: moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat(),
    st.datetimes(
        min_value=datetime(2026, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(2027, 12, 10),  # noqa: DTZ001 - likewise
        timezones=st.just(UTC),
    ),
    st.sampled_from([0, 60, -300, 330, 825]),
)

questions = st.fixed_dictionaries(
    {"known_at": moments},
    optional={
        "id": st.one_of(st.text(max_size=8), st.integers(), st.none()),
        "concerns": st.lists(st.sampled_from(sorted(CATALOGUE.concerns)), max_size=4),
        "signs": st.lists(st.sampled_from(sorted(CATALOGUE.signs)), max_size=4),
        "people": st.lists(people, max_size=5),
        "profile": st.sampled_from(sorted(CATALOGUE.profiles)),
        "calendar": st.sampled_from(["england-and-wales", "scotland", "northern-ireland"]),
    },
)


def ask(
    concerns: str = "", signs: str = "", people: str = "", known_at: str = FRIDAY, **rest: object
) -> dict[str, object]:
    """The answer about `people` such as `target:pupil:12 alleged:staff`."""
    involved = []
    for each in people.split():
        role, kind, *age = each.split(":")
        involved.append({"role": role, "kind": kind, **({"age": int(age[0])} if age else {})})
    question = {"concerns": concerns.split(), "signs": signs.split(), "people": involved}
    return answer(CATALOGUE, {**question, "known_at": known_at, **rest})


def made_up(chance: Random, number: int) -> dict[str, object]:
    """A question of 2026 or 2027 that a seeded generator makes up, sound in every part."""
    known = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(minutes=chance.randrange(700 * 24 * 60))
    offset = timezone(timedelta(minutes=chance.choice([0, 60, -300, 330, 825])))
    question: dict[str, object] = {"id": number, "known_at": known.astimezone(offset).isoformat()}
    if chance.random() < 0.9:
        question["concerns"] = chance.choices(sorted(CATALOGUE.concerns), k=chance.randrange(4))
    if chance.random() < 0.7:
        question["signs"] = chance.choices(sorted(CATALOGUE.signs), k=chance.randrange(4))
    if chance.random() < 0.9:
        question["people"] = [_somebody(chance) for _ in range(chance.randrange(5))]
    if chance.random() < 0.6:
        question["profile"] = chance.choice(sorted(CATALOGUE.profiles))
    if chance.random() < 0.3:
        question["calendar"] = chance.choice(["england-and-wales", "scotland", "northern-ireland"])
    return question


def _somebody(chance: Random) -> dict[str, object]:
    """One of the people, more often a target or alleged than a bystander."""
    role = chance.choice(["target", "alleged", "target", "alleged", *ROLES])
    person: dict[str, object] = {"role": role, "kind": chance.choice(KINDS)}
    if chance.random() < 0.5:
        person["age"] = chance.choice([0, 5, 9, 11, 12, 13, 14, 16, 17, 18, 19, 40, 120])
    return person
