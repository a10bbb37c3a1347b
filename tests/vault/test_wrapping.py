"""What is sealed to a person opens for them, in its place, and for nobody else."""

import hashlib

import pytest

from casebook.errors.integrity import PublicKeyUnusable
from casebook.vault import wrapping

SEED, PUBLIC = wrapping.new_pair()


def test_it_opens_for_its_person_in_its_place_only() -> None:
    sealed = wrapping.wrap(PUBLIC, b"the key", b"general|1")

    assert len(sealed) == len(b"the key") + wrapping.OVERHEAD
    assert wrapping.unwrap(SEED, sealed, b"general|1") == b"the key"
    assert wrapping.unwrap(SEED, sealed, b"general|2") is None
    assert wrapping.unwrap(wrapping.new_pair()[0], sealed, b"general|1") is None


def test_every_byte_counts() -> None:
    sealed = wrapping.wrap(PUBLIC, b"the key", b"general|1")

    for place in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[place] ^= 0x40
        assert wrapping.unwrap(SEED, bytes(changed), b"general|1") is None
    for size in (0, 1, 1119, 1120, 1135, len(sealed) - 1):
        assert wrapping.unwrap(SEED, sealed[:size], b"general|1") is None
    assert wrapping.unwrap(SEED, sealed + b"\0", b"general|1") is None


def test_the_public_key_of_a_seed_is_the_published_one() -> None:
    """The first vector of the X-Wing draft, so that another program finds the same key."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    public = wrapping.public_of(seed)

    assert public.hex().startswith(
        "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5"
    )
    assert public.hex().endswith("859edb06eff389b27dce59844570216223593d4ba32d9abac8cd049040ef6534")
    assert len(public) == wrapping.PUBLIC_SIZE


NO_SECRECY = {
    "zero": bytes(32),
    "one": b"\1" + bytes(31),
    "order eight": bytes.fromhex(
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
    ),
    "order eight too": bytes.fromhex(
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
    ),
    "p - 1": (2**255 - 20).to_bytes(32, "little"),
    "p": (2**255 - 19).to_bytes(32, "little"),
    "p + 1": (2**255 - 18).to_bytes(32, "little"),
}
"""X25519 shares that give the same secret with everybody."""


@pytest.mark.parametrize("share", NO_SECRECY)
def test_a_key_that_gives_no_secrecy_is_refused(share: str) -> None:
    """[VF-18] The half that is X25519 is such that anyone could compute the secret."""
    with pytest.raises(PublicKeyUnusable):
        wrapping.wrap(PUBLIC[:1184] + NO_SECRECY[share], b"the key", b"general|1")


@pytest.mark.parametrize("size", [0, 32, 1184, 1215, 1217])
def test_a_key_of_another_length_is_refused(size: int) -> None:
    """[VF-18] Neither half alone, nor one byte more."""
    with pytest.raises(PublicKeyUnusable):
        wrapping.wrap(bytes(size), b"the key", b"general|1")


def test_a_lattice_key_with_a_second_spelling_is_refused() -> None:
    """[VF-18] Twelve-bit coefficients that are the modulus or more."""
    with pytest.raises(PublicKeyUnusable):
        wrapping.wrap(b"\xff" * 1152 + PUBLIC[1152:], b"the key", b"general|1")


def test_a_seed_is_expanded_as_the_page_says() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    curve = X25519PrivateKey.from_private_bytes(hashlib.shake_256(SEED).digest(96)[64:])

    assert PUBLIC[1184:] == curve.public_key().public_bytes_raw()
