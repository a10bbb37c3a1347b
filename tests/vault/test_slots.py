"""A person's keys open with their passphrase, and what goes wrong is told apart."""

import json
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest

from casebook.errors import CasebookError
from casebook.errors.given import LabelUnusable, PassphraseTooShort, ShortNameTaken
from casebook.errors.integrity import CostRefused, SlotDamaged, SlotsMissing
from casebook.errors.opening import FilesFromTwoCasebooks, UserUnknown, WrongPassphrase
from casebook.vault import (
    argon2,
    codes,
    privatebox,
    recovery,
    signatures,
    slotfile,
    slots,
    strictjson,
)
from casebook.vault.argon2 import FLOOR, Cost
from casebook.vault.loghead import LogHead
from casebook.vault.people import Identity, new_identity
from tests.vault.conftest import WORDS, Made

Change = Callable[[dict[str, object]], None]


def copies(slot: Path) -> tuple[Path, Path]:
    return slot, slot.with_name(slot.name + ".bak")


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rewritten(slot: Path, change: Change, signer: Identity | None = None) -> None:
    """Change members of both copies, and sign them again if anyone can."""
    for path in copies(slot):
        value = json.loads(path.read_text())
        change(value)
        if signer:
            del value["signature"]
            message = signatures.pae(slotfile.PAYLOAD, strictjson.canonical(value))
            value["signature"] = strictjson.encoded(signer.sign(message))
        path.write_bytes(strictjson.written(value))


def kdf(**values: int | str) -> Change:
    return lambda slot: cast("dict[str, object]", slot["kdf"]).update(values)


def test_everyone_opens_their_own_slot(made: Made) -> None:
    for short, words in WORDS.items():
        opened = slots.open_slot(made.folder, short, words)

        assert opened.public == made.people[short].public
        assert (opened.short, opened.role, opened.findings) == (short, short, ())
        assert opened.draft_key == made.people[short].draft_key


def test_a_folder_without_any_slot_is_damage_and_no_wrong_name(made: Made) -> None:
    """[VF-33] The name and the code are right: it is the keys that are gone."""
    code = codes.spelt(codes.new())
    for path in made.folder.users.iterdir():
        path.unlink()

    with pytest.raises(SlotsMissing, match="nobody's keys") as said:
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])
    with pytest.raises(SlotsMissing):
        recovery.open_sheet(made.folder, code)
    assert said.value.exit_status == 4
    assert "Restore the folder users" in said.value.next_step
    assert [each.code for each in slots.check(made.folder)] == ["V-37"]


def test_what_a_slot_tells_anyone_is_short_name_role_and_public_keys(made: Made) -> None:
    labels = slots.listed(made.folder)

    assert [(each.short, each.role) for each in labels] == [
        ("chair", "chair"),
        ("dsl", "dsl"),
        ("head", "head"),
        ("recovery-school", "recovery-school"),
    ]
    assert labels[1].public == made.people["dsl"].public
    assert slots.check(made.folder) == []


def test_a_decomposed_passphrase_opens_what_a_composed_one_sealed(made: Made) -> None:
    """[VF-26] Macs and Windows send é differently."""
    slots.write(made.folder, made.people["dsl"], "café à côté de l'école", FLOOR)

    opened = slots.open_slot(
        made.folder, "dsl", "cafe\u0301 a\u0300 co\u0302te\u0301 de l'e\u0301cole"
    )

    assert opened.uid == made.people["dsl"].uid


def test_a_space_more_is_another_passphrase(made: Made) -> None:
    """[VF-26] Nothing is trimmed."""
    with pytest.raises(WrongPassphrase):
        slots.open_slot(made.folder, "dsl", WORDS["dsl"] + " ")


def test_a_wrong_passphrase_a_damaged_slot_and_a_stranger_are_told_apart(made: Made) -> None:
    """[VF-29] Three facts, three classes, three codes."""
    raised: list[CasebookError] = []
    for path in copies(made.folder.slot_path(made.people["head"].uid)):
        damage(path)
    for short, words in (("dsl", WORDS["head"]), ("head", WORDS["head"]), ("dls", WORDS["dsl"])):
        with pytest.raises(CasebookError) as caught:
            slots.open_slot(made.folder, short, words)
        raised.append(caught.value)

    assert [type(each) for each in raised] == [WrongPassphrase, SlotDamaged, SlotDamaged]
    assert len({each.code for each in raised}) == 2


def test_with_all_slots_whole_a_stranger_is_a_stranger(made: Made) -> None:
    """[VF-29] The name, not the passphrase, is what to correct."""
    with pytest.raises(UserUnknown):
        slots.open_slot(made.folder, "dls", WORDS["dsl"])


def test_a_box_that_does_not_open_under_the_right_passphrase_is_damaged(made: Made) -> None:
    """[VF-29] The check fits; so it is not the passphrase."""
    dsl = made.people["dsl"]

    def change(slot: dict[str, object]) -> None:
        slot["generation"] = 7

    rewritten(made.folder.slot_path(dsl.uid), change, signer=dsl)

    with pytest.raises(SlotDamaged):
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])
    with pytest.raises(WrongPassphrase):
        slots.open_slot(made.folder, "dsl", WORDS["head"])


def test_every_refusal_waits_as_long_as_a_wrong_passphrase(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-29] The slow step is run once with the same cost, whatever is wrong."""
    spent: list[Cost] = []
    slow = argon2.derive

    def counted(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
        spent.append(cost)
        return slow(passphrase, salt, cost)

    monkeypatch.setattr(argon2, "derive", counted)
    for path in copies(made.folder.slot_path(made.people["head"].uid)):
        damage(path)
    for short in ("dsl", "head", "nobody"):
        with pytest.raises(CasebookError):
            slots.open_slot(made.folder, short, "not the passphrase")

    assert spent == [FLOOR] * 3


def test_right_wrong_and_unknown_take_the_same_time(made: Made, *, long_run: bool) -> None:
    """[VF-29] Medians of one run, interleaved; without the slow step they differ tenfold."""
    taken: dict[str, list[float]] = {"right": [], "wrong": [], "unknown": []}
    for _ in range(100 if long_run else 3):
        for which, short, words in (
            ("right", "dsl", WORDS["dsl"]),
            ("wrong", "dsl", "not the passphrase"),
            ("unknown", "nobody", "not the passphrase"),
        ):
            began = time.perf_counter()
            with suppress(WrongPassphrase, UserUnknown):
                slots.open_slot(made.folder, short, words)
            taken[which].append(time.perf_counter() - began)
    medians = [statistics.median(each) for each in taken.values()]

    assert max(medians) < 2 * min(medians)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("harm", ["damaged", "missing", "empty"])
def test_one_whole_copy_is_enough(made: Made, which: int, harm: str) -> None:
    """[VF-28] And it is said that the other was not used, until it is mended."""
    path = copies(made.folder.slot_path(made.people["dsl"].uid))[which]
    if harm == "missing":
        path.unlink()
    elif harm == "empty":
        path.write_bytes(b"")
    else:
        damage(path)

    opened = slots.open_slot(made.folder, "dsl", WORDS["dsl"])

    assert [(each.object, each.severity) for each in opened.findings] == [
        (f"users/{path.name}", "note")
    ]
    slots.refresh(made.folder, opened)
    assert slots.check(made.folder) == []


def test_of_two_whole_copies_the_newer_counts(made: Made) -> None:
    """[VF-28] As when the writer died between the two."""
    slot, copy = copies(made.folder.slot_path(made.people["dsl"].uid))
    older = slot.read_bytes()
    opened = slots.open_slot(made.folder, "dsl", WORDS["dsl"])
    opened.heads["general"] = LogHead(7, "ab" * 32)
    slots.refresh(made.folder, opened)

    for stale in (slot, copy):
        newest = stale.read_bytes()
        stale.write_bytes(older)
        again = slots.open_slot(made.folder, "dsl", WORDS["dsl"])
        assert again.heads == {"general": LogHead(7, "ab" * 32)}
        assert [each.object for each in again.findings] == [f"users/{stale.name}"]
        stale.write_bytes(newest)


def test_every_flipped_bit_of_both_copies_is_damage(made: Made, *, long_run: bool) -> None:
    """[VF-28] No flip gives another name, role, key or cost; the ends are flipped bit by bit."""
    uid = made.people["dsl"].uid
    slot, copy = copies(made.folder.slot_path(uid))
    copy.unlink()
    whole = slot.read_bytes()
    places = {*range(0, len(whole), 1 if long_run else 61), *range(40), *range(-40, 0)}
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << place % 8
        slot.write_bytes(data)
        read = slotfile.read(slot, made.folder.casebook_id, uid)
        assert read is None or not read.is_whole, place
    slot.write_bytes(whole)
    read = slotfile.read(slot, made.folder.casebook_id, uid)
    assert read is not None
    assert read.is_whole


@pytest.mark.parametrize(
    ("field", "value"), [("memory_kib", 2**30), ("memory_kib", 8), ("passes", 2**32), ("lanes", 0)]
)
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_weakened_or_monstrous_cost_is_refused_at_once(
    made: Made, field: str, value: int, *, is_signed: bool
) -> None:
    """[VF-27] Signed again or not, nothing is run."""
    dsl = made.people["dsl"]
    change = kdf(**{field: value})
    rewritten(made.folder.slot_path(dsl.uid), change, dsl if is_signed else None)
    began = time.monotonic()

    with pytest.raises(CostRefused) as raised:
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])

    assert raised.value.named == {"user": "dsl", "field": field}
    assert time.monotonic() - began < 0.1


def role(slot: dict[str, object]) -> None:
    slot["role"] = "head"


def voucher(slot: dict[str, object]) -> None:
    slot["voucher"] = {
        "uid": "0" * 32,
        "sign": strictjson.encoded(bytes(32)),
        "signature": strictjson.encoded(bytes(64)),
    }


def other_seal_key(slot: dict[str, object]) -> None:
    slot["seal"] = strictjson.encoded(new_identity("mallory", "dsl").public.seal)


@pytest.mark.parametrize("change", [role, voucher, other_seal_key, kdf(lanes=3)])
@pytest.mark.parametrize("is_signed", [False, True])
def test_an_edited_slot_does_not_open(made: Made, change: Change, *, is_signed: bool) -> None:
    """[VF-30] Role, keys, cost or voucher: the box is bound to all of it, signed again or not."""
    dsl = made.people["dsl"]
    rewritten(made.folder.slot_path(dsl.uid), change, dsl if is_signed else None)

    with pytest.raises((SlotDamaged, WrongPassphrase)):
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])


def test_a_box_with_other_secrets_than_the_public_keys_say_is_refused(made: Made) -> None:
    """[VF-30] Someone else's box under one's own name."""
    dsl, chair = made.people["dsl"], made.people["chair"]
    path = made.folder.slot_path(dsl.uid)
    slot = slotfile.read(path, made.folder.casebook_id, dsl.uid)

    assert slot is not None
    assert dsl.lock is not None
    with pytest.raises(CasebookError):
        privatebox.unpacked(privatebox.packed(chair), slot, dsl.lock)
    assert privatebox.unpacked(privatebox.packed(dsl), slot, dsl.lock).public == dsl.public


def test_the_size_of_a_box_does_not_tell_what_its_owner_holds(made: Made) -> None:
    """[VF-31] Three heads and none: the same."""
    dsl = made.people["dsl"]
    bare = privatebox.packed(dsl)
    for cid in ("general", "staff", "governance"):
        dsl.heads[cid] = LogHead(2**40, "ab" * 32, 99)
    full = privatebox.packed(dsl)

    assert len(bare) == len(full) == privatebox.STEP
    assert bare.rstrip(b"\0") != full.rstrip(b"\0")


def test_a_new_passphrase_has_a_fresh_salt_and_the_same_keys(made: Made) -> None:
    """[VF-32] And the old one opens nothing any more."""
    dsl = made.people["dsl"]
    path = made.folder.slot_path(dsl.uid)
    before = json.loads(path.read_text())
    slots.write(made.folder, dsl, "a whole new sentence", FLOOR)
    after = json.loads(path.read_text())

    assert before["kdf"]["salt"] != after["kdf"]["salt"]
    assert before["check"] != after["check"]
    opened = slots.open_slot(made.folder, "dsl", "a whole new sentence")
    assert (opened.public, opened.draft_key) == (dsl.public, dsl.draft_key)
    with pytest.raises(WrongPassphrase):
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])


def test_pins_and_heads_are_kept_without_the_passphrase(made: Made) -> None:
    opened = slots.open_slot(made.folder, "dsl", WORDS["dsl"])
    opened.heads["general"] = LogHead(3, "cd" * 32, 2)
    slots.refresh(made.folder, opened)

    again = slots.open_slot(made.folder, "dsl", WORDS["dsl"])

    assert again.heads == opened.heads
    assert again.pins == made.people["dsl"].pins
    assert again.generation == opened.generation


def test_a_slot_of_another_casebook_is_named_as_that(made: Made, tmp_path: Path) -> None:
    """[VF-14] It is whole and signed, and does not belong here."""
    stranger = new_identity("stranger", "dsl")
    other = type(made.folder)(tmp_path / "other", "f" * 32)
    (tmp_path / "other" / "users").mkdir(parents=True)
    slots.write(other, stranger, "harbour teapot lantern", FLOOR)
    name = f"{stranger.uid}.slot"
    (made.folder.users / name).write_bytes((other.users / name).read_bytes())

    with pytest.raises(FilesFromTwoCasebooks):
        slots.listed(made.folder)


def test_two_people_cannot_have_one_short_name(made: Made) -> None:
    """[VF-33] It is how a person says who they are."""
    with pytest.raises(ShortNameTaken):
        slots.write(made.folder, new_identity("dsl", "deputy-dsl"), "harbour teapot lantern", FLOOR)


@pytest.mark.parametrize("label", ["", "DSL", "2nd", "ann smith", "a" * 25, "dsl\n", "é", "../x"])
def test_a_label_that_stands_outside_is_one_plain_word(label: str) -> None:
    for short, is_role in ((label, "dsl"), ("dsl", label)):
        with pytest.raises(LabelUnusable):
            new_identity(short, is_role)


def test_a_weak_passphrase_is_not_taken(made: Made) -> None:
    with pytest.raises(PassphraseTooShort):
        slots.write(made.folder, made.people["dsl"], "too short", FLOOR)


def test_a_person_who_is_taken_out_is_gone_from_both_copies(made: Made) -> None:
    slots.remove(made.folder, made.people["dsl"].uid)

    assert "dsl" not in [each.short for each in slots.listed(made.folder)]
    with pytest.raises(UserUnknown):
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])


def test_no_secret_is_printed(made: Made) -> None:
    opened = slots.open_slot(made.folder, "dsl", WORDS["dsl"])
    shown = f"{opened!r} {opened.lock!r} {opened}"

    assert opened.lock is not None
    for secret in (opened.seal_seed, opened.sign_seed, opened.draft_key, opened.lock.key):
        assert secret.hex() not in shown
        assert repr(secret) not in shown
