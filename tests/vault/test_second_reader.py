"""What another program makes of the format's page agrees with what this one writes."""

import io
import os

import pytest

from casebook.vault import keys, sealedfile
from casebook.vault.streaming import FIRST, PLAIN
from tests.vault.conftest import HOLDS, WORDS, Made
from tests.vault.second_reader import SecondReader, unseal


def test_a_second_reader_comes_to_the_same_keys(made: Made) -> None:
    for short, words in WORDS.items():
        reader = SecondReader(made.folder.path, short, words)
        for cid, holders in HOLDS.items():
            if short in holders:
                assert reader.compartment_key(cid) == made.keys[cid]
                assert reader.database_key(cid) == keys.database_key(made.keys[cid])
            else:
                with pytest.raises(LookupError):
                    reader.compartment_key(cid)


def test_a_second_reader_is_refused_alike(made: Made) -> None:
    with pytest.raises(ValueError, match="wrong passphrase"):
        SecondReader(made.folder.path, "dsl", WORDS["head"])


@pytest.mark.parametrize("size", [0, 1, FIRST, FIRST + 1, FIRST + PLAIN, FIRST + PLAIN + 1])
def test_a_second_reader_unseals_the_same_bytes(made: Made, size: int) -> None:
    data, key = os.urandom(size), keys.new_key()
    place = sealedfile.associated("exhibit", made.folder.casebook_id, "ab" * 16, 1)
    target = made.folder.sealed_path("ab" * 16)

    sealedfile.seal(io.BytesIO(data), target, key, place)

    assert unseal(target.read_bytes(), key, place) == data
