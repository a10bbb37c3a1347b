"""Known answers, asked once before the first key is opened.

A broken library, a wrong build or a failing processor is found here, and not by a casebook that
never opens again.
"""

import hashlib
from collections.abc import Iterator
from functools import cache

import cryptography
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casebook.errors.integrity import SignatureWrong
from casebook.errors.machine import CryptographyBroken
from casebook.vault import keys, signatures, streaming, wrapping


def _argon2id() -> bool:
    """RFC 9106, section 5.3."""
    slow = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    return slow.derive(b"\x01" * 32).hex() == expected


def _hkdf() -> bool:
    """RFC 5869, A.1: the first 32 of its 42 bytes."""
    found = keys.derived(b"\x0b" * 22, bytes(range(0xF0, 0xFA)), bytes(range(13)))
    return found.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


def _aes_gcm() -> bool:
    """The AES-256 test of an empty text under a zero key, test case 13 of the GCM paper."""
    found = AESGCM(bytes(32)).encrypt(bytes(12), b"", None)
    return found.hex() == "530f8afbc74536b9a963b4f1c4cb738b"


def _streaming() -> bool:
    """A round trip through our own framing, over the end of a segment."""
    plain = bytes(streaming.FIRST + 1)
    sealed = streaming.seal_bytes(plain, bytes(32), b"self-test")
    return streaming.unseal_bytes(sealed, bytes(32), b"self-test") == plain


def _ed25519() -> bool:
    """RFC 8032, 7.1, test 1, and the same signature over another text."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public, signature = signatures.public_of(seed), signatures.sign(seed, b"")
    if public.hex() != "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a":
        return False
    signatures.verify(public, signature, b"")
    try:
        signatures.verify(public, signature, b"\0")
    except SignatureWrong:
        return True
    return False


def _xwing() -> bool:
    """The first public key of the X-Wing draft's vectors, by its two ends, and a round trip."""
    seed = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    public = wrapping.public_of(seed)
    sealed = wrapping.wrap(public, b"known", b"self-test")
    return (
        public[:8].hex() == "e2236b35a8c24b39"
        and public[-8:].hex() == "c8cd049040ef6534"
        and wrapping.unwrap(seed, sealed, b"self-test") == b"known"
        and wrapping.unwrap(seed, sealed, b"elsewhere") is None
    )


def _answers() -> Iterator[tuple[str, bool]]:
    yield "SHA-256", hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea414140de")
    yield "Argon2id", _argon2id()
    yield "HKDF", _hkdf()
    yield "AES-256-GCM", _aes_gcm()
    yield "streaming", _streaming()
    yield "Ed25519", _ed25519()
    yield "X-Wing", _xwing()


def library() -> str:
    """The library that all cryptography comes from, with its version, for a report on a machine."""
    return f"cryptography {cryptography.__version__}"


@cache
def run() -> None:
    """Ask every question, once in a process; raises CryptographyBroken, naming the first wrong."""
    for which, is_right in _answers():
        if not is_right:
            raise CryptographyBroken(which=which)
