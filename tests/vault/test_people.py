"""A key once confirmed stays the key; a stranger's needs a chain of people who vouch."""

import pytest

from casebook.errors.integrity import KeyChanged, KeyUnknown, SealedFileDamaged
from casebook.vault import slots, wrapping
from casebook.vault.argon2 import FLOOR
from casebook.vault.people import Identity, PublicKeys, introduce, new_identity
from tests.vault.conftest import Made


def taken_in(made: Made, short: str, by: Identity) -> Identity:
    """A new person with a slot, whom `by` takes in."""
    person = new_identity(short, "deputy-dsl")
    slots.write(made.folder, person, "harbour teapot lantern", FLOOR, voucher=by)
    return person


def test_people_made_together_know_each_other() -> None:
    dsl, head = new_identity("dsl", "dsl"), new_identity("head", "head")
    introduce([dsl, head])

    assert dsl.pins == {head.uid: head.public.sign.hex()}
    assert head.pins == {dsl.uid: dsl.public.sign.hex()}


def test_another_key_under_a_confirmed_name_is_a_hard_stop() -> None:
    """[VF-34] Pinning again, checking, relying: all stop."""
    dsl, head, thief = (new_identity(each, "dsl") for each in ("dsl", "head", "thief"))
    dsl.pin(head.uid, head.public.sign)

    for deed in (
        lambda: dsl.pin(head.uid, thief.public.sign),
        lambda: dsl.check_pin(head.uid, thief.public.sign),
        lambda: dsl.require_known(head.uid, thief.public.sign, "HEAD", {head.uid: thief.public}),
        lambda: dsl.check_pin(dsl.uid, thief.public.sign),
    ):
        with pytest.raises(KeyChanged):
            deed()
    assert dsl.pins == {head.uid: head.public.sign.hex()}


def test_a_substituted_slot_stops_whoever_confirmed_the_old_one(made: Made) -> None:
    """[VF-34] All hundred swaps of security's table come down to this one."""
    chair = made.people["chair"]
    thief = new_identity("chair", "chair")
    slots.remove(made.folder, chair.uid)
    thief.uid = chair.uid
    slots.write(made.folder, thief, "harbour teapot lantern", FLOOR)

    with pytest.raises(KeyChanged):
        slots.trusted(made.folder, made.people["dsl"])


def test_a_stranger_is_not_relied_on(made: Made) -> None:
    """[VF-35] Neither pinned nor vouched for."""
    stranger = new_identity("stranger", "deputy-dsl")
    slots.write(made.folder, stranger, "harbour teapot lantern", FLOOR)
    dsl = made.people["dsl"]
    vouched = slots.trusted(made.folder, dsl)

    assert stranger.uid not in vouched
    for known in (None, {}, vouched, {stranger.uid: dsl.public}):
        with pytest.raises(KeyUnknown):
            dsl.require_known(stranger.uid, stranger.public.sign, "HEAD", known)


def test_someone_taken_in_by_someone_known_is_relied_on(made: Made) -> None:
    """[VF-35] And so on, link by link."""
    head = made.people["head"]
    deputy = taken_in(made, "deputy", made.people["dsl"])
    second = taken_in(made, "second", deputy)
    vouched = slots.trusted(made.folder, head)

    assert deputy.uid not in head.pins
    assert vouched[deputy.uid] == deputy.public
    assert vouched[second.uid] == second.public
    head.require_known(second.uid, second.public.sign, "HEAD", vouched)


def test_a_broken_chain_holds_nothing(made: Made) -> None:
    """[VF-35] When the first link goes, those behind it go."""
    deputy = taken_in(made, "deputy", made.people["dsl"])
    second = taken_in(made, "second", deputy)
    slots.remove(made.folder, deputy.uid)

    assert second.uid not in slots.trusted(made.folder, made.people["head"])


def test_a_vouching_signature_is_for_one_person_of_one_casebook(made: Made) -> None:
    """[VF-35] It cannot be copied to another."""
    deputy = taken_in(made, "deputy", made.people["dsl"])
    thief = new_identity("thief", "deputy-dsl")
    thief.voucher = deputy.voucher
    slots.write(made.folder, thief, "harbour teapot lantern", FLOOR)

    trusted = slots.trusted(made.folder, made.people["head"])

    assert deputy.uid in trusted
    assert thief.uid not in trusted


def test_a_voucher_survives_a_new_passphrase(made: Made) -> None:
    taken_in(made, "deputy", made.people["dsl"])
    deputy = slots.open_slot(made.folder, "deputy", "harbour teapot lantern")
    slots.write(made.folder, deputy, "quite another sentence", FLOOR)

    assert deputy.uid in slots.trusted(made.folder, made.people["head"])
    assert made.people["dsl"].uid in deputy.pins


def test_what_is_sealed_to_a_person_opens_for_them_only() -> None:
    dsl, head = new_identity("dsl", "dsl"), new_identity("head", "head")
    sealed = wrapping.wrap(dsl.public.seal, b"a drop", b"place")

    assert dsl.unseal(sealed, b"place") == b"a drop"
    for opens, place in ((head, b"place"), (dsl, b"elsewhere")):
        with pytest.raises(SealedFileDamaged):
            opens.unseal(sealed, place)


def test_a_person_is_known_by_the_words_of_their_signing_key() -> None:
    """[VF-19] The other key hangs on it."""
    dsl = new_identity("dsl", "dsl")
    other = PublicKeys(seal=wrapping.new_pair()[1], sign=dsl.public.sign)

    assert other.fingerprint == dsl.public.fingerprint
    assert new_identity("dsl", "dsl").public.fingerprint != dsl.public.fingerprint
