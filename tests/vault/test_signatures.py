"""A signature has one spelling, and no key signs for everybody."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors.integrity import SignatureWrong
from casebook.vault import signatures
from casebook.vault.signatures import FIELD, ORDER, pae, public_of, sign, verify

SEED = bytes(range(32))
PUBLIC = public_of(SEED)

SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
"""All eight points under which the outcome does not depend on a secret."""

SECOND_SPELLINGS = [
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]
"""Of small points, and of others whose y is p or more."""


def library_accepts(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the library alone, asked without our rules, takes it."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize("point", SMALL_ORDER + SECOND_SPELLINGS)
def test_a_key_or_a_point_without_a_secret_is_refused(point: str) -> None:
    """[VF-16] As the public key, and as R."""
    signature = sign(SEED, b"message")
    for public, forged in (
        (bytes.fromhex(point), signature),
        (PUBLIC, bytes.fromhex(point) + signature[32:]),
    ):
        with pytest.raises(SignatureWrong):
            verify(public, forged, b"message")


def test_the_library_alone_would_accept_a_forgery_that_fits_any_message() -> None:
    """[VF-16] The control: without our rule, a signature of zeros fits under some of these keys."""
    accepted = 0
    for point in SMALL_ORDER:
        for r in SMALL_ORDER:
            for text in (b"who told me", b"who told you", b"nobody told"):
                public, forged = bytes.fromhex(point), bytes.fromhex(r) + bytes(32)
                accepted += library_accepts(public, forged, text)
                with pytest.raises(SignatureWrong):
                    verify(public, forged, text)

    assert accepted > 0


def test_a_second_spelling_of_a_good_signature_is_refused() -> None:
    """[VF-16] S and S + L are the same scalar."""
    signature = sign(SEED, b"message")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    verify(PUBLIC, signature, b"message")

    with pytest.raises(SignatureWrong):
        verify(PUBLIC, signature[:32] + scalar.to_bytes(32, "little"), b"message")


def test_the_small_points_are_all_there_are() -> None:
    """[VF-16] Doubled three times, each is the neutral point; so the list is no slip of the pen."""
    d = -121665 * pow(121666, -1, FIELD) % FIELD
    for listed in signatures.SMALL_ORDER:
        y = listed
        xx = (y * y - 1) * pow(d * y * y + 1, -1, FIELD) % FIELD
        for _ in range(3):
            # Doubling on the curve -x² + y² = 1 + d x² y², in x² and y² alone.
            yy = y * y % FIELD
            k = d * xx * yy % FIELD
            y = (yy + xx) * pow(1 - k, -1, FIELD) % FIELD
            xx = 4 * xx * yy * pow((1 + k) ** 2, -1, FIELD) % FIELD

        assert (xx, y) == (0, 1)


@given(st.binary(max_size=100), st.integers(0, 511))
def test_a_flipped_bit_is_a_wrong_signature(message: bytes, bit: int) -> None:
    signature = bytearray(sign(SEED, message))
    verify(PUBLIC, bytes(signature), message)
    signature[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SignatureWrong):
        verify(PUBLIC, bytes(signature), message)


@pytest.mark.parametrize("size", [0, 32, 63, 65, 128])
def test_a_signature_of_another_length_is_wrong(size: int) -> None:
    with pytest.raises(SignatureWrong):
        verify(PUBLIC, bytes(size), b"message")


def test_a_key_of_another_length_is_wrong() -> None:
    with pytest.raises(SignatureWrong):
        verify(PUBLIC + b"\0", sign(SEED, b"message"), b"message")


def test_what_is_signed_names_its_type_and_its_length() -> None:
    """[VF-17] DSSE's own example, and nothing signed as one type passes as another."""
    encoded = pae("http://example.com/HelloWorld", b"hello world")
    signature = sign(SEED, pae("application/vnd.casebook.slot+json", b"{}"))

    assert encoded == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    verify(PUBLIC, signature, pae("application/vnd.casebook.slot+json", b"{}"))
    with pytest.raises(SignatureWrong):
        verify(PUBLIC, signature, pae("application/vnd.casebook.head+json", b"{}"))
