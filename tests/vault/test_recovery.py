"""A code on paper opens what it should, however it is typed, and says where the slip is."""

import random
from collections.abc import Callable

import pytest

from casebook.errors.given import RecoveryCodeMistyped
from casebook.errors.opening import NotAHolder, RecoveryCodeUnknown
from casebook.vault import argon2, codes, grants, recovery, slots
from casebook.vault.argon2 import FLOOR
from tests.vault.conftest import Made


def place_of(position: int) -> str:
    """How a person finds the `position`th symbol, from 0, on the sheet."""
    return f"character {position % 4 + 1} of group {position // 4 + 1}"


def symbols(code: str) -> list[str]:
    return list(code.replace("-", ""))


def test_a_sheet_opens_its_identity_and_what_that_holds(made: Made) -> None:
    opened = recovery.open_sheet(made.folder, made.code)

    assert opened.public == made.sheet.public
    assert opened.role == "recovery-school"
    key = grants.open_key(made.folder.grants("staff"), opened, made.context("staff"))
    assert key == made.keys["staff"]


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code} ".replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        "\t".join,
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: Callable[[str], str]) -> None:
    """[VF-53] Small letters, spaces, O for 0, I and L for 1."""
    for _ in range(50):
        raw = codes.new()
        assert codes.read(typed(codes.spelt(raw))) == raw


def test_a_code_is_160_bits_in_nine_groups() -> None:
    """[VF-53] And the same bytes are spelt the same for ever."""
    assert codes.spelt(bytes(20)) == "-".join(["0000"] * 9)
    assert codes.spelt(bytes(range(20))) == "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-XS3D"
    assert len({codes.new() for _ in range(1000)}) == 1000


def test_any_one_wrong_symbol_is_found_and_located() -> None:
    """[VF-54] At each of the thirty-six places, by each of the other thirty-one symbols."""
    code = codes.spelt(codes.new())
    for position in range(36):
        for wrong in codes.ALPHABET:
            typed = symbols(code)
            if typed[position] == wrong:
                continue
            typed[position] = wrong
            with pytest.raises(RecoveryCodeMistyped) as raised:
                codes.read("".join(typed))
            assert raised.value.named == {"place": place_of(position)}


def test_neighbours_that_changed_places_are_both_located() -> None:
    """[VF-54] The commonest slip but one."""
    for _ in range(20):
        code = codes.spelt(codes.new())
        for position in range(35):
            typed = symbols(code)
            one, other = typed[position], typed[position + 1]
            if one == other:
                continue
            typed[position], typed[position + 1] = other, one
            with pytest.raises(RecoveryCodeMistyped) as raised:
                codes.read("".join(typed))
            expected = f"{place_of(position)} and {place_of(position + 1)}"
            assert raised.value.named == {"place": expected}


def test_a_sign_that_is_in_no_code_is_located() -> None:
    """[VF-54] U is left out of the alphabet, and so is everything beyond ASCII."""
    code = codes.spelt(codes.new())
    for wrong in "U*é😀":
        with pytest.raises(RecoveryCodeMistyped) as raised:
            codes.read(code[:6] + wrong + code[7:])
        assert raised.value.named == {"place": "character 2 of group 2"}


@pytest.mark.parametrize("typed", ["", "0000", "0" * 35, "0" * 37])
def test_a_code_of_another_length_says_so(typed: str) -> None:
    """[VF-54] Whatever else is wrong with it."""
    with pytest.raises(RecoveryCodeMistyped, match="length"):
        codes.read(typed)


def test_many_wrong_symbols_are_refused_somehow() -> None:
    """[VF-54] One wild code in a million gets through the four checks, and opens nothing."""
    chance = random.Random(54)
    for _ in range(2000):
        wild = "".join(chance.choice(codes.ALPHABET) for _ in range(36))
        with pytest.raises(RecoveryCodeMistyped):
            codes.read(wild)


def test_a_mistyped_code_costs_nothing(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """[VF-54] Nothing is derived from it."""
    spent: list[bytes] = []
    monkeypatch.setattr(argon2, "derive", lambda secret, *_: spent.append(secret))
    typed = symbols(made.code)
    typed[0] = "Z" if typed[0] != "Z" else "Y"

    with pytest.raises(RecoveryCodeMistyped):
        recovery.open_sheet(made.folder, "".join(typed))

    assert spent == []


def test_the_code_of_another_casebook_opens_nothing(made: Made) -> None:
    with pytest.raises(RecoveryCodeUnknown):
        recovery.open_sheet(made.folder, codes.spelt(codes.new()))


def test_each_sheet_opens_its_own(made: Made) -> None:
    sheet, code = recovery.new_sheet("governance")
    recovery.write(made.folder, sheet, code, FLOOR)

    assert recovery.open_sheet(made.folder, code).role == "recovery-governance"
    assert recovery.open_sheet(made.folder, made.code).role == "recovery-school"
    with pytest.raises(NotAHolder):
        grants.open_key(made.folder.grants("governance"), made.sheet, made.context("governance"))


def test_a_new_sheet_is_made_before_the_old_one_is_destroyed(made: Made) -> None:
    sheet, code = recovery.new_sheet("school")
    recovery.write(made.folder, sheet, code, FLOOR)

    assert recovery.open_sheet(made.folder, code).uid == sheet.uid
    assert recovery.open_sheet(made.folder, made.code).uid == made.sheet.uid
    slots.remove(made.folder, made.sheet.uid)
    with pytest.raises(RecoveryCodeUnknown):
        recovery.open_sheet(made.folder, made.code)


def test_there_are_two_kinds_of_sheet() -> None:
    with pytest.raises(ValueError, match="kind"):
        recovery.new_sheet("household")


def test_a_printed_sheet_says_all_that_is_needed_and_fits_the_page(made: Made) -> None:
    for kind in recovery.KINDS:
        text = recovery.paper(made.folder, "Harbour Test School", kind, made.code).text

        assert "Harbour Test School" in text
        assert all(group in text for group in made.code.split("-"))
        assert made.folder.casebook_id[:8] in text
        assert codes.read("".join(line.strip() for line in text.splitlines()[10:13]))
        assert max(len(line) for line in text.splitlines()) <= 78
        assert len(text.splitlines()) <= 60
