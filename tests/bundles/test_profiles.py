"""A recipient's profile lists what leaves, and is refused rather than guessed at."""

import tomllib

import pytest

from casebook.bundles import layout, profiles
from casebook.bundles.request import BUNDLE_ID, new_bundle_id
from casebook.datafiles import data_folder
from casebook.errors.given import ProfileInvalid, ProfileUnknown
from tests.bundles import matter

POLICE = (data_folder("exports") / "profiles" / "police.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", profiles.names())
def test_every_profile_can_be_used(name: str) -> None:
    profile = profiles.load(name)

    assert profile.id == name
    assert profile.wrong_when
    assert profile.source
    assert profile.documents
    assert profile.required


@pytest.mark.parametrize("name", profiles.names())
def test_every_field_that_leaves_has_a_name_on_paper(name: str) -> None:
    """A dotted field counts as named where the structure that it leads into is."""
    for kind, fields in profiles.load(name).fields.items():
        named = layout.words()[kind]
        for each in fields:
            prefixes = {each, each.rsplit(".", 1)[0], each.rsplit(".", 2)[0]}
            assert prefixes & set(named), f"{kind}.{each}"


def test_every_name_on_paper_belongs_to_a_field() -> None:
    for kind, named in layout.words().items():
        assert {each.split(".")[0] for each in named} <= profiles.fields_of(kind)


def test_police_and_lado_differ_on_purpose() -> None:
    police, lado = profiles.load("police"), profiles.load("lado")

    assert police.exhibits == "all"
    assert {"report", "chronology", "labels"} <= set(police.documents)
    assert "custody" in police.fields
    assert lado.exhibits == "none"
    assert lado.documents == ("referral",)
    assert not {"note", "custody", "decision"} & set(lado.fields)
    assert lado.naming == police.naming == "full"


def test_social_care_is_told_of_the_child_s_family_and_given_no_evidence() -> None:
    """Who cares for the child and who must not be told decide about its safety."""
    profile = profiles.load("social-care")

    assert profile.exhibits == "none"
    assert profile.documents == ("report", "chronology")
    assert {"parental_responsibility", "must_not_be_told"} <= set(profile.fields["carer"])
    assert {"social_worker", "not_to_be_told", "born"} <= set(profile.fields["person"])
    assert {"wish", "support", "decision", "referral"} <= set(profile.fields)
    assert not {"note", "custody"} & set(profile.fields)
    assert not {"sha256", "original_name", "size"} & set(profile.fields["exhibit"])


@pytest.mark.parametrize("name", profiles.names())
def test_what_only_the_school_needs_is_in_no_profile(name: str) -> None:
    fields = profiles.load(name).fields

    assert not {"user", "settings", "release", "withholding", "sealed-file"} & set(fields)
    assert not {"legal_hold", "review_on", "review_rule", "owner"} & set(fields["case"])
    assert "user" not in fields["person"]
    assert not {"gate_answer", "sealed_id"} & set(fields.get("exhibit", ()))


def test_an_unknown_recipient_is_answered_with_the_nearest() -> None:
    with pytest.raises(ProfileUnknown) as refused:
        profiles.load("polcie")

    assert "police" in refused.value.message


@pytest.mark.parametrize(
    ("change", "key", "nearest"),
    [
        (('case = ["reference", "title"', 'case = ["reference", "titel"'), "fields.case", "title"),
        (("\nwish = [", "\nwishes = ["), "fields.wishes", "wish"),
        (('exhibits = "all"', 'exhibits = "al"'), "exhibits", "all"),
        (('seal = "zip"', 'seal = "zup"'), "seal", "zip"),
        (('naming = "full"', 'naming = "ful"'), "naming", "full"),
        (('"labels"]', '"lables"]'), "documents", "labels"),
        (('"basis"', '"bases"'), "required", "basis"),
        (('"incident.known_at"', '"incident.know_at"'), "required", "incident.known_at"),
        (("wrong_when = ", "wrong_if = "), "wrong_if", "wrong_when"),
        (("source = ", "sauce = "), "sauce", "source"),
    ],
)
def test_a_fault_is_named_with_file_key_and_the_nearest_valid_one(
    change: tuple[str, str], key: str, nearest: str
) -> None:
    assert change[0] in POLICE
    with pytest.raises(ProfileInvalid) as refused:
        profiles.read(POLICE.replace(*change, 1).encode(), "exports/profiles/police.toml")

    assert refused.value.named["file"] == "exports/profiles/police.toml"
    assert refused.value.named["key"] == key
    assert f"`{nearest}`" in refused.value.named["nearest"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("since = 2026-09-01", 'since = "soon"'), "since"),
        (('title = "Police"', "title = 7"), "title"),
        (('title = "Police"', 'title = " "'), "title"),
        (("required = [", 'required = "purpose"\nnot_needed = ['), "not_needed"),
        (('required = ["purpose",', 'required = ["purpose", "purpose",'), "required"),
        (('id = "police"', 'id = "police'), "the file"),
    ],
)
def test_a_profile_that_is_not_whole_is_refused(change: tuple[str, str], key: str) -> None:
    assert change[0] in POLICE
    with pytest.raises(ProfileInvalid) as refused:
        profiles.read(POLICE.replace(*change, 1).encode(), "police.toml")

    assert refused.value.named["key"] == key


def test_a_profile_without_fields_lets_nothing_leave_and_so_is_refused() -> None:
    told = tomllib.loads(POLICE)
    assert "fields" in told
    with pytest.raises(ProfileInvalid):
        profiles.read(POLICE[: POLICE.index("[fields]")].encode(), "police.toml")


def test_a_bundles_name_tells_the_year_and_nothing_else() -> None:
    made = {new_bundle_id(matter.RELEASED) for _ in range(200)}

    assert len(made) == 200
    assert all(BUNDLE_ID.fullmatch(each) and each.startswith("B-2026-") for each in made)
