"""The pages of a casebook's database, opened and sealed as schema/vault-format.md says.

It imports nothing of the program and nothing of its database library: what the page does not say
cannot be read here. With the same salt and the same nonces the same bytes come out again.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, SALT, NONCE, TAG = 4096, 16, 16, 64
RESERVED = NONCE + TAG
MAGIC = b"SQLite format 3\x00"


def _tag_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(each ^ 0x3A for each in salt), 2, 32)


def _tag(tag_key: bytes, body: bytes, number: int) -> bytes:
    return hmac.digest(tag_key, body + number.to_bytes(4, "little"), "sha512")


def opened(sealed: bytes, key: bytes) -> bytes:
    """The plain SQLite file in `sealed`; raises ValueError for a page that does not fit."""
    if not sealed or len(sealed) % PAGE:
        raise ValueError("not whole pages")
    salt = sealed[:SALT]
    tag_key, plain = _tag_key(key, salt), b""
    for number, at in enumerate(range(0, len(sealed), PAGE), 1):
        page = sealed[at : at + PAGE]
        start = SALT if number == 1 else 0
        body, nonce, tag = page[start:-RESERVED], page[-RESERVED:-TAG], page[-TAG:]
        if not hmac.compare_digest(tag, _tag(tag_key, body + nonce, number)):
            raise ValueError(f"page {number}")
        turn = Cipher(AES(key), CBC(nonce)).decryptor()
        plain += (MAGIC if number == 1 else b"") + turn.update(body) + bytes(RESERVED)
    return plain


def nonces(sealed: bytes) -> list[bytes]:
    """The nonce of each page."""
    return [sealed[at - RESERVED : at - TAG] for at in range(PAGE, len(sealed) + 1, PAGE)]


def resealed(plain: bytes, key: bytes, salt: bytes, drawn: Sequence[bytes]) -> bytes:
    """The pages of `plain` under `key` again, with the salt and the nonces they had."""

    def pages() -> Iterator[bytes]:
        tag_key = _tag_key(key, salt)
        for number, nonce in enumerate(drawn, 1):
            start = SALT if number == 1 else 0
            end = number * PAGE - RESERVED
            turn = Cipher(AES(key), CBC(nonce)).encryptor()
            body = turn.update(plain[(number - 1) * PAGE + start : end])
            yield salt * (number == 1) + body + nonce + _tag(tag_key, body + nonce, number)

    return b"".join(pages())
