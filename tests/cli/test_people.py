"""`user`, `grant` and `revoke`: people and what they open, from the command line alone."""

from pathlib import Path

import pytest

from casebook.vault.argon2 import FLOOR
from tests.cli.conftest import Desk, incident
from tests.school import FRESH
from tests.terminal import Terminal


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """New passphrases cost little here; what they cost as set is the vault's own test."""
    from casebook.store import membership

    for deed in (membership.change_passphrase, membership.take_in):
        monkeypatch.setattr(deed, "__defaults__", (FLOOR,))


def with_deputy(desk: Desk, fresh: Path) -> str:
    """Take a deputy in; gives the six words."""
    said = ("--role", "deputy-dsl", "--full-name", "Dora Invented", "--new-passphrase-file", fresh)
    answer = desk.done("user", "add", "deputy", *said)
    desk.passfiles["deputy"] = fresh
    words: str = answer["fingerprint"]
    return words


def test_a_changed_passphrase_is_the_only_one_that_opens(desk: Desk, fresh: Path) -> None:
    changed = desk.done("user", "passphrase", "--new-passphrase-file", fresh)

    assert changed["user"] == "dsl"
    assert FRESH not in str(changed)
    assert desk("cases").error["code"] == "V-01"
    desk.passfiles["dsl"] = fresh
    assert desk.done("cases")["cases"] == []


def test_drawn_words_stand_in_the_file_alone(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "words.txt"
    ran = desk("user", "passphrase", "--words-out", out)

    words = out.read_text(encoding="ascii").strip()
    assert (ran.status, len(words.split())) == (0, 5)
    assert words not in ran.out + ran.err
    assert out.stat().st_mode & 0o077 == 0
    desk.passfiles["dsl"] = out
    desk.done("cases")
    assert desk("user", "passphrase", "--words-out", out).error["code"] == "G-64"
    assert out.read_text(encoding="ascii").strip() == words


@pytest.mark.parametrize(
    ("text", "code"),
    [("too short\n", "G-40"), ("a long sentence\npasted twice\n", "G-65"), ("\n", "G-65")],
)
def test_a_new_passphrase_that_will_not_do_is_refused(
    desk: Desk, fresh: Path, text: str, code: str
) -> None:
    fresh.write_text(text, encoding="utf-8")

    ran = desk("user", "passphrase", "--new-passphrase-file", fresh)

    assert (ran.status, ran.error["code"]) == (2, code)
    desk.done("cases")


def test_a_person_comes_holds_and_goes(desk: Desk, fresh: Path) -> None:
    """The whole of a deputy's year, and at each step what they open."""
    case = desk.logged()
    words = with_deputy(desk, fresh)
    assert len(words.split()) == 6
    assert desk.done("users", user="deputy")["fingerprint"] == words
    assert desk("show", case, user="deputy").error["code"] == "V-03"

    granted = desk.done("grant", "deputy", "general")
    assert granted["holders"] == ["dsl", "head", "deputy"]
    assert desk.done("show", case, user="deputy")["case"] == case

    revoked = desk.done("revoke", "deputy", "general", user="head")
    assert revoked["holders"] == ["dsl", "head"]
    assert desk("show", case, user="deputy").error["code"] == "V-03"
    assert desk.done("show", case)["case"] == case

    gone = desk.done("user", "disable", "deputy")
    assert gone == {
        "ok": True,
        "user": "deputy",
        "renewed": [],
        "not_renewed": ["staff", "governance"],
    }
    assert desk("users", user="deputy").error["code"] == "V-02"
    listed = {each["short"]: each["active"] for each in desk.done("users")["users"]}
    assert listed == {"dsl": True, "head": True, "chair": True, "deputy": False}
    for each in ("dsl", "head", "chair"):
        assert desk.done("verify", user=each)["verdict"] == "unchanged"


def test_a_person_reads_the_truth_about_what_was_taken(desk: Desk, fresh: Path) -> None:
    with_deputy(desk, fresh)
    desk.done("grant", "deputy", "general")

    ran = desk.run(*desk.as_("dsl"), "revoke", "deputy", "general")

    assert "deputy holds general no more; it has a new key." in ran.out
    assert "What they opened or copied before, they keep" in ran.out


def test_another_than_who_took_them_in_hears_the_six_words_first(desk: Desk, fresh: Path) -> None:
    words = with_deputy(desk, fresh)

    refused = desk("grant", "deputy", "staff", user="head")
    assert (refused.status, refused.error["code"]) == (1, "R-31")
    assert words not in refused.out
    other = desk("grant", "deputy", "staff", "--fingerprint", "one two three", user="head")
    assert other.error["code"] == "R-32"
    heard = desk.done("grant", "deputy", "staff", "--fingerprint", words, user="head")
    assert heard["holders"] == ["head", "deputy"]


def test_whom_a_case_concerns_is_never_given_its_compartment(desk: Desk, fresh: Path) -> None:
    words = with_deputy(desk, fresh)
    people = [
        {"name": "Pip Invented", "kind": "pupil", "role": "target", "age": 12},
        {"name": "Dora Invented", "kind": "staff", "role": "alleged"},
    ]
    import json

    logged = incident(people=people, concerns=["low-level-concern"], wishes=[])
    desk.done("log", "-", user="head", stdin=json.dumps(logged))

    refused = desk("grant", "deputy", "staff", "--fingerprint", words, user="head")

    assert (refused.status, refused.error["code"]) == (1, "R-34")


@pytest.mark.parametrize("place", [".", "users", "vault/aa"])
def test_new_words_are_never_put_beside_what_they_open(desk: Desk, place: str) -> None:
    (desk.made / "vault/aa").mkdir(exist_ok=True)
    out = desk.made / place / "words.txt"

    refused = desk("user", "passphrase", "--words-out", out)

    assert (refused.status, refused.error["code"]) == (1, "R-18")
    assert not out.exists()
    assert desk.done("verify")["verdict"] == "unchanged"


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("grant", "head", "governance"), 3, "V-03"),
        (("grant", "head", "attic"), 2, "G-33"),
        (("revoke", "head", "attic"), 2, "G-33"),
        (("grant", "nobody", "general"), 2, "G-80"),
        (("grant", "head", "general"), 2, "G-81"),
        (("revoke", "chair", "general"), 2, "G-81"),
        (("user", "disable", "chair"), 1, "R-33"),
        (("user", "disable", "dsl"), 1, "R-36"),
    ],
)
def test_what_may_not_be_is_refused_and_changes_nothing(
    desk: Desk, arguments: tuple[str, ...], status: int, code: str
) -> None:
    before = desk.done("users")["users"]

    ran = desk(*arguments)

    assert (ran.status, ran.error["code"]) == (status, code)
    assert desk.done("users")["users"] == before


@pytest.mark.parametrize(
    ("again", "status", "code"),
    [(FRESH, 0, ""), (FRESH + "x", 2, "G-83"), (f"{FRESH}\npasted", 2, "G-42")],
)
def test_a_new_passphrase_is_typed_twice_and_never_shown(
    desk: Desk, again: str, status: int, code: str
) -> None:
    said = ("--passphrase-file", desk.passfiles["dsl"], "user", "passphrase")
    with Terminal.command("--at", desk.made, "--as", "dsl", *said) as terminal:
        terminal.wait_for("New passphrase of dsl")
        terminal.send(f"{FRESH}\n")
        terminal.wait_for("once more")
        terminal.send(f"{again}\n")

        assert terminal.wait_for_end() == status
        assert code in terminal.text
        assert FRESH not in terminal.text
    assert desk("cases").status == (3 if status == 0 else 0)
