"""Published vectors come out as they were published.

A wrong figure here could not pass: signatures are deterministic, and hashes have one answer.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors.integrity import SignatureWrong
from casebook.store import merkle
from casebook.vault import keys, signatures, wrapping

Vector = dict[str, Any]

RFC_8032 = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
            "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
)
"""RFC 8032, section 7.1: seed, public key, message, signature of tests 1, 2, 3 and SHA(abc)."""

LEAVES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The eight leaves of the tests of Certificate Transparency, and the root after each."""

RFC_5869 = (
    (
        b"\x0b" * 22,
        bytes(range(13)),
        bytes(range(0xF0, 0xFA)),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
    ),
    (
        bytes(range(0x50)),
        bytes(range(0x60, 0xB0)),
        bytes(range(0xB0, 0x100)),
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c",
    ),
    (
        b"\x0b" * 22,
        b"",
        b"",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
    ),
)
"""RFC 5869, A.1 to A.3: secret, salt, info, the first 32 bytes that come out."""


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_signatures_are_those_of_rfc_8032(
    seed: str, public: str, message: str, signature: str
) -> None:
    secret, said = bytes.fromhex(seed), bytes.fromhex(message)

    assert signatures.public_of(secret).hex() == public
    assert signatures.sign(secret, said).hex() == signature
    signatures.verify(bytes.fromhex(public), bytes.fromhex(signature), said)


@given(which=st.sampled_from(RFC_8032), bit=st.integers(0, 511))
def test_no_published_signature_holds_with_a_bit_turned_over(
    which: tuple[str, str, str, str], bit: int
) -> None:
    _, public, message, signature = which
    turned = bytearray.fromhex(signature)
    turned[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SignatureWrong):
        signatures.verify(bytes.fromhex(public), bytes(turned), bytes.fromhex(message))


def test_the_log_s_roots_are_those_of_certificate_transparency() -> None:
    log = merkle.Frontier(0, [])
    found = []
    for leaf in LEAVES:
        list(log.append(merkle.leaf_hash(bytes.fromhex(leaf))))
        found.append(log.root.hex())

    assert found == list(ROOTS)
    assert hashlib.sha256(b"").digest() == merkle.EMPTY_ROOT


@pytest.mark.parametrize("index", range(8))
def test_every_published_leaf_leads_to_the_published_root(index: int) -> None:
    hashes = [merkle.leaf_hash(bytes.fromhex(each)) for each in LEAVES]
    log, nodes = merkle.Frontier(0, []), {}
    for position, leaf in enumerate(hashes):
        nodes[0, position] = leaf
        nodes.update({(level, at): joined for level, at, joined in log.append(leaf)})
    path = merkle.inclusion_path(index, 8, lambda level, at: nodes[level, at])

    root = merkle.root_by_path(index, 8, hashes[index], path)

    assert root is not None
    assert root.hex() == ROOTS[-1]


@pytest.mark.parametrize(("secret", "salt", "info", "expected"), RFC_5869)
def test_derived_keys_are_those_of_rfc_5869(
    secret: bytes, salt: bytes, info: bytes, expected: str
) -> None:
    assert keys.derived(secret, info, salt).hex() == expected


HPKE = json.loads((Path(__file__).parent / "hpke.json").read_text(encoding="ascii"))
"""RFC 9180, A.2.1; the same of draft-ietf-hpke-pq for our suite; the X-Wing draft's appendix C."""

CURVE, OURS = HPKE["hpke"]

XWING_LABEL = bytes.fromhex("5c2e2f2f5e5c")
"""What stands at the end of X-Wing's combiner."""


def opens(vector: Vector, sealed: bytes) -> bytes:
    """What the library makes of something sealed under a published encapsulation."""
    if vector is OURS:
        return wrapping.unwrap(of(vector, "skRm"), sealed, of(vector, "info")) or b"nothing"
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    private = X25519PrivateKey.from_private_bytes(of(vector, "skRm"))
    return suite.decrypt(sealed, private, info=of(vector, "info"))


def of(vector: Vector, name: str) -> bytes:
    """A field of a vector, as bytes."""
    return bytes.fromhex(vector[name])


@pytest.mark.parametrize("vector", [CURVE, OURS], ids=["RFC 9180", "X-Wing"])
def test_from_a_published_encapsulation_come_the_published_key_and_nonce(vector: Vector) -> None:
    """The published texts have further data, for which the library has no place; the key is theirs.

    So each is opened under the published key, and then sealed again under it without any: this the
    library opens only if it comes to that very key and nonce.
    """
    cipher = ChaCha20Poly1305(of(vector, "key"))
    first = vector["encryptions"][0]
    said = of(first, "pt")
    for each in vector["encryptions"]:
        nonce, ct, aad = (of(each, name) for name in ("nonce", "ct", "aad"))
        assert cipher.decrypt(nonce, ct, aad) == of(each, "pt")
    sealed = of(vector, "enc") + cipher.encrypt(of(vector, "base_nonce"), said, b"")

    assert first["nonce"] == vector["base_nonce"]
    assert opens(vector, sealed) == said


def test_nothing_opens_under_a_published_encapsulation_that_was_changed() -> None:
    cipher = ChaCha20Poly1305(of(OURS, "key"))
    sealed = bytearray(of(OURS, "enc") + cipher.encrypt(of(OURS, "base_nonce"), b"said", b""))
    for place in (0, 1087, 1088, 1119):
        sealed[place] ^= 1
        assert opens(OURS, bytes(sealed)) == b"nothing"
        sealed[place] ^= 1
    assert opens(OURS, bytes(sealed)) == b"said"


@pytest.mark.parametrize("which", range(len(HPKE["xwing"])))
def test_x_wing_s_keys_and_secrets_are_those_of_its_draft(which: int) -> None:
    vector = HPKE["xwing"][which]
    seed, ct = of(vector, "seed"), of(vector, "ct")
    expanded = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    curve = X25519PrivateKey.from_private_bytes(expanded[64:])

    public, theirs = wrapping.public_of(seed), ct[1088:]
    both = lattice.decapsulate(ct[:1088])
    both += curve.exchange(X25519PublicKey.from_public_bytes(theirs))
    secret = hashlib.sha3_256(both + theirs + public[1184:] + XWING_LABEL)

    assert public.hex() == vector["pk"]
    assert secret.hexdigest() == vector["ss"]


def test_the_public_key_of_our_suite_is_the_published_one() -> None:
    assert wrapping.public_of(of(OURS, "skRm")).hex() == OURS["pkRm"]
