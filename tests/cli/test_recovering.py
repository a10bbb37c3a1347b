"""`recover`: a printed sheet's code, rehearsed, used, and replaced, from the command line."""

import shutil
from pathlib import Path

import pytest

from casebook.cli import machine
from casebook.store import sheets
from casebook.store.founding import create
from casebook.vault.argon2 import FLOOR
from tests.cli.conftest import Desk
from tests.school import FRESH, HARBOUR, founders


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """New passphrases cost little here; what they cost as set is the vault's own test."""
    for deed in (sheets.bring_back, sheets.replace_sheet):
        monkeypatch.setattr(deed, "__defaults__", (FLOOR,))


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook, with its sheets' codes in files beside it."""
    folder = tmp_path_factory.mktemp("recover") / "Harbour Test.casebook"
    made = create(folder, HARBOUR, founders(), cost=FLOOR)
    for each in made.recovery:
        typed = each.code.lower().replace("0", "o")  # as a person copies it from paper
        (folder.parent / f"{each.kind}.code").write_text(f"{typed}\n", encoding="ascii")
    return folder


@pytest.fixture
def made(founded: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    for each in founded.parent.glob("*.code"):
        shutil.copy(each, tmp_path)
    return Path(shutil.copytree(founded, tmp_path / founded.name))


def test_a_drill_tells_what_the_sheet_opens(desk: Desk) -> None:
    code = ("--code-file", desk.made.parent / "school.code")
    ran = desk.run("--json", "--at", desk.made, "recover", "--drill", *code)

    assert ran.status == 0, ran.out
    assert ran.data["opens"] == ran.data["should_open"] == ["general", "staff"]
    assert ran.data["verdict"] == "unchanged"
    assert desk.done("verify")["verdict"] == "unchanged"
    found = next(each for each in machine.checks(desk.made) if each.what == "rehearsal")
    assert (found.state, found.said.rpartition(" ")[2]) == ("ok", "today")


def test_a_drill_of_a_sheet_that_opens_less_than_it_should_fails(desk: Desk) -> None:
    desk.done("revoke", "recovery-school", "staff", user="head")

    code = ("--code-file", desk.made.parent / "school.code")
    ran = desk.run("--json", "--at", desk.made, "recover", "--drill", *code)

    assert (ran.status, ran.data["ok"], ran.data["opens"]) == (4, False, ["general"])
    assert ran.error["code"] == "S-17"
    found = next(each for each in machine.checks(desk.made) if each.what == "rehearsal")
    assert found.state == "look"


def test_who_forgot_their_passphrase_is_let_in_again(desk: Desk, fresh: Path) -> None:
    case = desk.logged()
    code = ("--code-file", desk.made.parent / "school.code")
    said = ("--for", "dsl", "--new-passphrase-file", fresh)
    ran = desk.run("--json", "--at", desk.made, "recover", *said, *code)

    assert ran.status == 0, ran.out
    assert (ran.data["holds"], ran.data["replaced"]) == (["general"], True)
    assert FRESH not in ran.out
    assert desk("show", case).error["code"] == "V-01"
    desk.passfiles["dsl"] = fresh
    assert desk.done("show", case)["case"] == case
    assert desk.done("verify")["verdict"] == "unchanged"
    assert desk.done("verify", user="head")["verdict"] == "unchanged"


def test_a_new_sheet_takes_the_place_of_a_lost_one(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "sheet.txt"
    done = desk.done("recover", "--renew", "school", "--recovery-out", out, user="head")

    assert (done["renewed"], done["left"]) == (["general", "staff"], [])
    assert "RECOVERY SHEET" in out.read_text(encoding="utf-8")
    assert out.stat().st_mode & 0o077 == 0
    code = ("--code-file", desk.made.parent / "school.code")
    lost = desk.run("--json", "--at", desk.made, "recover", "--drill", *code)
    assert (lost.status, lost.error["code"]) == (3, "V-09")


def test_whoever_makes_one_that_opens_less_is_told_to_keep_the_earlier(
    desk: Desk, tmp_path: Path
) -> None:
    """Else the school destroys the only sheet that still opens staff."""
    out = tmp_path / "sheet.txt"
    said = desk.run(*desk.as_("dsl"), "recover", "--renew", "school", "--recovery-out", out).out

    assert "KEEP the earlier sheet for now: it alone opens staff." in said
    assert "Destroy the earlier sheet." not in said
    whole = tmp_path / "whole.txt"
    said = desk.run(*desk.as_("head"), "recover", "--renew", "school", "--recovery-out", whole).out
    assert "Destroy the earlier sheet." in said


def test_a_new_sheet_that_fails_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "sheet.txt"
    refused = desk("recover", "--renew", "school", "--recovery-out", out, user="chair")

    assert (refused.status, refused.error["code"]) == (3, "V-03")
    assert not out.exists()


@pytest.mark.parametrize(
    "said",
    [
        (),
        ("--drill", "--for", "dsl"),
        ("--renew", "attic"),
        ("--renew", "school"),
        ("--drill", "--pdf", "sheet.pdf"),
    ],
)
def test_one_deed_at_a_time(desk: Desk, said: tuple[str, ...]) -> None:
    ran = desk("recover", *said)

    assert (ran.status, ran.error["code"]) == (2, "G-60")


def test_a_mistyped_code_is_told_with_its_place(desk: Desk) -> None:
    path = desk.made.parent / "school.code"
    code = path.read_text(encoding="ascii")
    path.write_text(("2" if code[0] != "2" else "3") + code[1:], encoding="ascii")

    ran = desk.run("--json", "--at", desk.made, "recover", "--drill", "--code-file", path)

    assert ran.status == 2
    assert "character 1 of group 1" in ran.error["message"]
