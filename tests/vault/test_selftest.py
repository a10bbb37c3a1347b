"""A machine whose cryptography is wrong is found before a key is opened."""

import pytest

from casebook.errors.machine import CryptographyBroken
from casebook.vault import keys, selftest, signatures, slots, wrapping
from tests.vault.conftest import WORDS, Made


def test_every_known_answer_is_right_here() -> None:
    """[VF-15] Each algorithm of the suite is asked."""
    assert dict(selftest._answers()) == dict.fromkeys(
        ("SHA-256", "Argon2id", "HKDF", "AES-256-GCM", "streaming", "Ed25519", "X-Wing"), True
    )


WRONG = {
    "HKDF": (keys, "derived", lambda *_: bytes(32)),
    "Ed25519": (signatures, "verify", lambda *_: None),
    "X-Wing": (wrapping, "unwrap", lambda *_: b"known"),
}
"""What a broken build of an algorithm might answer."""


@pytest.mark.parametrize("which", WRONG)
def test_a_wrong_answer_stops_the_opening(
    made: Made, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    """[VF-15] The algorithm is named, and no slot is opened."""
    selftest.run.cache_clear()
    module, name, answer = WRONG[which]
    monkeypatch.setattr(module, name, answer)

    with pytest.raises(CryptographyBroken) as raised:
        slots.open_slot(made.folder, "dsl", WORDS["dsl"])

    assert raised.value.named == {"which": which}
    monkeypatch.undo()
    slots.open_slot(made.folder, "dsl", WORDS["dsl"])
