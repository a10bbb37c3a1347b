"""Symmetric keys: made at random, and derived for one purpose each."""

import os

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casebook.vault.suite import CONTEXT

KEY_SIZE = 32
"""Bytes in every symmetric key."""


def new_key() -> bytes:
    """32 fresh random bytes."""
    return os.urandom(KEY_SIZE)


def derived(key: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    """The 32-byte key for one purpose, by HKDF-SHA-256 from a key that has several."""
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=salt, info=info).derive(key)


def database_key(compartment_key: bytes) -> str:
    """The raw SQLCipher key of a compartment's database, as 64 hexadecimal digits."""
    return derived(compartment_key, f"{CONTEXT}/db".encode("ascii")).hex()
