"""`verify`: with keys everything, without keys the list of files, and it says which."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MATERIAL, Desk, attach
from tests.terminal import Terminal


def test_with_keys_every_entry_and_exhibit_is_verified(desk: Desk, case: str) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")

    answer = desk.done("verify")

    assert (answer["verdict"], answer["keys"]) == ("unchanged", True)
    assert answer["opened"] == ["general"]
    assert (answer["entries"] > 5, answer["exhibits"]) == (True, 1)


def test_a_person_reads_which_compartments_were_opened(desk: Desk, case: str) -> None:
    lines = desk.run(*desk.as_("dsl"), "verify").out.splitlines()

    assert lines[0] == "Verdict: unchanged"
    assert "opened    general" in lines
    assert not any(line.startswith("keys") for line in lines)


def test_without_keys_only_the_list_is_compared_and_that_is_said(desk: Desk, case: str) -> None:
    ran = desk.run("--json", "verify", desk.made)

    assert (ran.status, ran.data["verdict"], ran.data["keys"]) == (0, "complete", False)
    assert "Without keys" in ran.err


def test_a_changed_exhibit_is_named_with_its_consequence(desk: Desk, case: str) -> None:
    attach(desk, case, MATERIAL / "group-chat-1.png")
    sealed = next(each for each in (desk.made / "vault").rglob("*") if each.is_file())
    data = bytearray(sealed.read_bytes())
    data[100] ^= 1
    sealed.write_bytes(data)

    for ran in (desk("verify"), desk.run("--json", "verify", desk.made)):
        faults = [each for each in ran.data["findings"] if each["severity"] == "fault"]
        assert (ran.status, ran.data["verdict"], ran.error["code"]) == (4, "changed", "S-60")
        assert {"code", "object", "consequence"} <= set(faults[0])
        assert sealed.name in faults[0]["object"]


def test_what_is_neither_casebook_nor_bundle_is_not_called_either(
    desk: Desk, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    other = tmp_path / "letter.txt"
    other.write_text("invented")

    assert desk.run("--json", "verify", tmp_path / "nothing").error["code"] == "V-53"
    assert desk.run("--json", "verify", pipe).error["code"] == "V-53"
    assert desk.run("--json", "verify", other).data["verdict"] == "cannot tell"


def test_options_of_a_bundle_do_not_go_with_a_casebook(desk: Desk) -> None:
    ran = desk.run("--json", "verify", desk.made, "--fingerprint", "six words")

    assert (ran.status, ran.error["code"]) == (2, "G-60")


def test_a_verdict_reads_as_text(desk: Desk, case: str) -> None:
    said = desk.run(*desk.as_("dsl"), "verify").out

    assert said.splitlines()[0] == "Verdict: unchanged"


def test_a_reader_is_told_that_an_older_database_was_put_back(desk: Desk) -> None:
    database = desk.made / "compartments/general/g0001.db"
    older = database.read_bytes()
    desk.logged()
    assert "S-12" not in desk("cases").err
    database.write_bytes(older)

    listed = desk("cases")
    assert (listed.status, "S-12 compartments/general" in listed.err) == (0, True)
    found = desk("verify")
    assert (found.status, found.data["verdict"]) == (4, "changed")
    assert "S-12" in {each["code"] for each in found.data["findings"]}


@pytest.fixture
def bundle(desk: Desk, case: str, tmp_path: Path) -> dict[str, Any]:
    """A sealed bundle for the LADO, as the command line answers."""
    said = ("--purpose", "A referral", "--basis", "KCSIE", "--to", tmp_path)
    left: dict[str, Any] = desk.done("export", case, "--for", "lado", *said)
    return left


def test_who_has_no_words_is_told_of_the_seven_and_how_to_give_them(
    desk: Desk, bundle: dict[str, Any]
) -> None:
    ran = desk.run("--json", "verify", bundle["bundle"])

    assert (ran.status, ran.data["verdict"]) == (3, "cannot tell")
    assert "seven words" in ran.error["next"]
    assert "--words-file" in ran.error["next"]


def test_who_has_not_confirmed_the_key_is_told_of_the_six_and_how_to_give_them(
    desk: Desk, bundle: dict[str, Any], tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text(bundle["words"] + "\n", encoding="utf-8")

    ran = desk.run("--json", "verify", bundle["bundle"], "--words-file", words)

    assert (ran.status, ran.data["verdict"]) == (3, "cannot tell")
    assert "six words" in ran.error["next"]
    assert "--fingerprint" in ran.error["next"]


def test_on_a_terminal_the_seven_words_are_asked_for_and_not_shown(bundle: dict[str, Any]) -> None:
    said = ("--fingerprint", bundle["fingerprint"], "--json")
    with Terminal.command("verify", bundle["bundle"], *said) as terminal:
        terminal.wait_for("The seven words that open the bundle")
        terminal.send(bundle["words"] + "\n")

        assert terminal.wait_for_end() == 0
        assert bundle["words"] not in terminal.text
        assert json.loads(terminal.text.splitlines()[-1])["verdict"] == "unchanged"
