"""Sealing: the one member of an AES-256 ZIP, written as it comes.

The rules are: the words are generated, never chosen, because the ZIP's own key derivation (1,000
rounds of PBKDF2, fixed by the format) slows a guesser down very little; the only name and date on
the outside tell nothing.
"""

import hashlib
import hmac
import io
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, cast

import pyzipper
from pyzipper.zipfile_aes import AESZipEncrypter

from casebook.bundles.opening import INNER
from casebook.vault import passphrases

WORDS = 7
"""Ninety bits."""

_BUFFER = 1 << 20
"""Bytes that are gathered before they go to the file."""

_KEY = 32
"""Bytes in the key, and in the key of the check value, which follows it (WinZip AE-2)."""


def words() -> str:
    """Fresh words, to be spoken to the recipient and kept nowhere."""
    return passphrases.generated(WORDS)


class _Encrypter(AESZipEncrypter):  # type: ignore[misc]
    """The library's, one piece behind: it seals in a second thread, and has a faster HMAC."""

    def __init__(self, pwd: bytes, beside: ThreadPoolExecutor) -> None:
        super().__init__(pwd=pwd)
        material = hashlib.pbkdf2_hmac("sha1", pwd, self.salt, 1000, 2 * _KEY + 2)
        self.hmac = hmac.new(material[_KEY : 2 * _KEY], digestmod="sha1")
        self._beside = beside
        self._sealing: Future[bytes] | None = None

    def encrypt(self, data: bytes) -> bytes:
        """The sealed bytes of what was given before `data`, which is begun."""
        sealed = self._sealed()
        self._sealing = self._beside.submit(self.encrypter.encrypt, data)
        return sealed

    def flush(self) -> bytes:
        """What is left, and the check value that follows the last sealed byte."""
        sealed = self._sealed()
        value: bytes = super().flush()
        return sealed + value

    def _sealed(self) -> bytes:
        """The piece that was begun last, finished and taken into the check value."""
        if self._sealing is None:
            return b""
        sealed, self._sealing = self._sealing.result(), None
        self.hmac.update(sealed)
        return sealed


class _Outer(pyzipper.AESZipFile):  # type: ignore[misc]
    """The sealed file."""

    beside: ThreadPoolExecutor
    """Where its member is sealed."""

    def get_encrypter(self) -> _Encrypter:
        """What seals the member."""
        return _Encrypter(self.pwd, self.beside)


@contextmanager
def member(file: BinaryIO, given: str) -> Iterator[BinaryIO]:
    """The one member of the sealed `file`, for writing; the words `given` open it."""
    buffered = io.BufferedRandom(cast("io.RawIOBase", file), _BUFFER)
    outer = _Outer(buffered, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES)
    outer.setpassword(given.encode("ascii"))
    entry = outer.zipinfo_cls(INNER, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3  # the same on every system
    with ThreadPoolExecutor(1) as outer.beside, closed_if_whole(outer), ExitStack() as undo:
        stream = outer.open(entry, "w", force_zip64=True)
        undo.callback(io.BufferedIOBase.close, stream)  # ends it without writing an ending
        yield stream
        undo.pop_all()
        stream.close()
    buffered.detach()


@contextmanager
def closed_if_whole(archive: zipfile.ZipFile) -> Iterator[None]:
    """End an archive only after success: ending a broken one would fail in its own way."""
    with ExitStack() as undo:
        undo.callback(setattr, archive, "fp", None)
        yield
        undo.pop_all()
    archive.close()
