"""A compartment's key reaches its holders, hides how many they are, and cannot be swapped."""

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from casebook.errors.given import HoldersOutOfRange
from casebook.errors.integrity import (
    GrantsConflict,
    GrantsDamaged,
    KeyChanged,
    KeyUnknown,
    PublicKeyUnusable,
)
from casebook.errors.opening import NotAHolder
from casebook.vault import grants, keys, slots, wrapping
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import Identity, PublicKeys, introduce, new_identity
from tests.vault.conftest import HOLDS, Made

CONTEXT = grants.context("0" * 32, "staff", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "g0001.grants"


@pytest.fixture(scope="module")
def people() -> list[Identity]:
    """Sixteen and one more, who all know each other."""
    many = [new_identity(f"user-{number}", "head") for number in range(17)]
    introduce(many)
    return many


def body(path: Path) -> list[bytes]:
    data = path.read_bytes()[len(grants.MAGIC) :]
    return [data[at : at + grants.SIZE] for at in range(0, len(data), grants.SIZE)]


def put(path: Path, sealed: Sequence[bytes]) -> None:
    path.write_bytes(grants.MAGIC + b"".join(sealed))


def test_each_holder_opens_their_compartments_and_no_other(made: Made) -> None:
    """[VF-38] [VF-41] Over every person and compartment."""
    for cid, holders in HOLDS.items():
        for short, person in made.people.items():
            path = made.folder.grants(cid)
            if short in holders:
                assert grants.open_key(path, person, made.context(cid)) == made.keys[cid]
            else:
                with pytest.raises(NotAHolder) as raised:
                    grants.open_key(path, person, made.context(cid))
                assert raised.value.named == {"compartment": cid}


@pytest.mark.parametrize("count", [1, 2, 15, 16])
def test_one_holder_or_sixteen_look_the_same(
    path: Path, people: list[Identity], count: int
) -> None:
    """[VF-37] Sixteen of one length, and the first bytes of none tell which is real."""
    key = keys.new_key()
    holders = [each.public for each in people[:count]]

    grants.write(path, key, holders, people[0], CONTEXT)

    assert path.stat().st_size == 16 + 16 * 1280
    assert {len(each) for each in body(path)} == {1280}
    assert all(grants.open_key(path, each, CONTEXT) == key for each in people[:count])
    if count < 16:
        with pytest.raises(NotAHolder):
            grants.open_key(path, people[16], CONTEXT)


def test_padding_is_sealed_and_not_random(path: Path, people: list[Identity]) -> None:
    """[VF-37] The top bit of an X25519 share is always clear; of random bytes half the time."""
    for _ in range(20):
        grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)
        assert all(each[1088 + 31] < 128 for each in body(path))
    assert any(os.urandom(1)[0] >= 128 for _ in range(300))  # the control


def test_the_order_of_grants_tells_nothing(path: Path, people: list[Identity]) -> None:
    """[VF-37] The real one turns up in many places."""
    places = set()
    for _ in range(60):
        grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)
        opened = [wrapping.unwrap(people[0].seal_seed, each, CONTEXT) for each in body(path)]
        places.add(next(at for at, plain in enumerate(opened) if plain))

    assert len(places) > 8


def test_all_sixteen_are_tried(
    path: Path, people: list[Identity], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-38] So the time does not tell where one's own stands."""
    grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)
    tried = []
    unwrap = wrapping.unwrap

    def counted(seed: bytes, sealed: bytes, info: bytes) -> bytes | None:
        tried.append(sealed)
        return unwrap(seed, sealed, info)

    monkeypatch.setattr(wrapping, "unwrap", counted)
    grants.open_key(path, people[0], CONTEXT)

    assert tried == body(path)


def test_grants_that_are_noise_are_nobodys(path: Path, people: list[Identity]) -> None:
    """[VF-38] A file of the right length and of chance alone: whoever looks is no holder."""
    grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)
    noise = Random(1).randbytes(path.stat().st_size - len(grants.MAGIC))
    path.write_bytes(grants.MAGIC + noise)

    with pytest.raises(NotAHolder):
        grants.open_key(path, people[0], CONTEXT)


def test_grants_do_not_open_in_another_place(path: Path, people: list[Identity]) -> None:
    """[VF-39] Another casebook's, compartment's or generation's file, pasted in."""
    grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)

    for casebook, cid, generation in (("1" * 32, "staff", 1), ("0" * 32, "general", 1)):
        with pytest.raises(NotAHolder):
            grants.open_key(path, people[0], grants.context(casebook, cid, generation))
    with pytest.raises(NotAHolder):
        grants.open_key(path, people[0], grants.context("0" * 32, "staff", 2))


def test_two_grants_that_open_to_different_keys_are_an_incident(
    path: Path, people: list[Identity]
) -> None:
    """[VF-39] Even where each is signed rightly."""
    holders = [people[0].public]
    grants.write(path, keys.new_key(), holders, people[1], CONTEXT)
    first = body(path)
    grants.write(path, keys.new_key(), holders, people[2], CONTEXT)
    second = body(path)
    seed = people[0].seal_seed
    real = [each for each in first + second if wrapping.unwrap(seed, each, CONTEXT)]
    put(path, real + [each for each in first if each not in real][:14])

    with pytest.raises(GrantsConflict):
        grants.open_key(path, people[0], CONTEXT)


def test_two_grants_of_the_same_key_are_none(path: Path, people: list[Identity]) -> None:
    key = keys.new_key()
    grants.write(path, key, [people[0].public] * 2, people[1], CONTEXT)

    assert grants.open_key(path, people[0], CONTEXT) == key


def forged(key: bytes, granter: Identity, holder: PublicKeys, signature: bytes) -> bytes:
    plain = key + bytes.fromhex(granter.uid) + granter.public.sign + signature
    return wrapping.wrap(holder.seal, plain, CONTEXT)


def test_a_key_put_in_by_someone_else_is_refused(path: Path, people: list[Identity]) -> None:
    """[VF-39] [VF-40] In the head's name without their signature, in one's own name, in none."""
    victim, head = people[0], people[1]
    thief = new_identity("thief", "staff")
    key = keys.new_key()
    claimed = Identity(
        uid=head.uid,
        short="head",
        role="head",
        seal_seed=thief.seal_seed,
        sign_seed=thief.sign_seed,
        draft_key=b"",
    )
    padding = [os.urandom(grants.SIZE) for _ in range(15)]

    put(path, [forged(key, head, victim.public, bytes(64)), *padding])
    with pytest.raises(GrantsDamaged):
        grants.open_key(path, victim, CONTEXT)

    grants.write(path, key, [victim.public], thief, CONTEXT)
    with pytest.raises(KeyUnknown):
        grants.open_key(path, victim, CONTEXT)

    grants.write(path, key, [victim.public], claimed, CONTEXT)
    with pytest.raises(KeyChanged):
        grants.open_key(path, victim, CONTEXT)


def test_a_grant_cannot_be_passed_on_in_the_granters_name(
    path: Path, people: list[Identity]
) -> None:
    """[VF-39] It is signed for one holder, one key, one compartment and one generation."""
    granter, holder, other = people[:3]
    key = keys.new_key()
    grants.write(path, key, [holder.public], granter, CONTEXT)
    grant = grants.open_grant(path, holder, CONTEXT)
    padding = body(path)[:15]

    for passed_on in (grant.key, keys.new_key()):
        put(path, [forged(passed_on, granter, other.public, grant.signature), *padding])
        with pytest.raises(GrantsDamaged):
            grants.open_key(path, other, CONTEXT)
    put(path, [forged(grant.key, granter, holder.public, grant.signature), *padding[:15]])
    assert grants.open_grant(path, holder, CONTEXT).granter_uid == granter.uid


def test_someone_vouched_for_can_grant(made: Made) -> None:
    """[VF-40] A deputy taken in after the head's slot was written rotates a key for the head."""
    head = made.people["head"]
    deputy = new_identity("deputy", "deputy-dsl")
    slots.write(made.folder, deputy, "harbour teapot lantern", FLOOR, voucher=made.people["dsl"])
    path, key = made.folder.grants("general", 2), keys.new_key()
    context = grants.context(made.folder.casebook_id, "general", 2)
    grants.write(path, key, [head.public], deputy, context)

    with pytest.raises(KeyUnknown):
        grants.open_key(path, head, context)
    assert grants.open_key(path, head, context, slots.trusted(made.folder, head)) == key


@pytest.mark.parametrize("count", [0, 17])
def test_a_compartment_has_one_to_sixteen_holders(
    path: Path, people: list[Identity], count: int
) -> None:
    """[VF-42] The last cannot be taken out."""
    with pytest.raises(HoldersOutOfRange):
        grants.write(
            path, keys.new_key(), [each.public for each in people][:count], people[0], CONTEXT
        )

    assert not path.exists()


def test_a_holder_whose_key_gives_no_secrecy_gets_no_grant(
    path: Path, people: list[Identity]
) -> None:
    """[VF-18] And nobody else's is written either."""
    weak = PublicKeys(people[1].public.seal[:1184] + bytes(32), people[1].public.sign)

    with pytest.raises(PublicKeyUnusable):
        grants.write(path, keys.new_key(), [people[0].public, weak], people[0], CONTEXT)

    assert not path.exists()


def test_a_flipped_bit_hides_a_grant_or_is_named(
    path: Path, people: list[Identity], *, long_run: bool
) -> None:
    """[VF-39] Never another key: the holder's own grant is gone, or the file is damaged."""
    key = keys.new_key()
    grants.write(path, key, [people[0].public], people[0], CONTEXT)
    whole = path.read_bytes()
    outcomes = set()
    for place in range(0, len(whole), 61 if long_run else 409):
        data = bytearray(whole)
        data[place] ^= 1
        path.write_bytes(data)
        try:
            outcomes.add(grants.open_key(path, people[0], CONTEXT))
        except (NotAHolder, GrantsDamaged) as refusal:
            outcomes.add(type(refusal).__name__.encode())

    assert key in outcomes
    assert outcomes <= {key, b"NotAHolder", b"GrantsDamaged"}


@pytest.mark.parametrize("size", [0, 15, 16, 16 + 1280, 16 + 16 * 1280 - 1])
def test_a_file_of_another_length_is_damaged(path: Path, people: list[Identity], size: int) -> None:
    """[VF-37] Sixteen, no less."""
    grants.write(path, keys.new_key(), [people[0].public], people[0], CONTEXT)
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(GrantsDamaged):
        grants.open_key(path, people[0], CONTEXT)
