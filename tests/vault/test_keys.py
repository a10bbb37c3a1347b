"""Keys are random, and each use has its own."""

from casebook.vault import keys, suite


def test_the_database_key_is_derived_and_carries_no_salt() -> None:
    """[VF-36] Sixty-four digits: with ninety-six, sixteen bytes of the file would be unguarded."""
    key = bytes(range(32))

    assert keys.database_key(key) == (
        "c55fc27d143e2e79fdb0629e67a5c3d414c287f50a4bdfd8710b41320fc252cc"
    )
    assert len(keys.database_key(key)) == 64
    assert keys.database_key(key) != key.hex()


def test_every_use_of_a_key_is_another_key() -> None:
    key = keys.new_key()
    derived = {keys.derived(key, info) for info in (b"casebook/v1/kek", b"casebook/v1/db", b"")}

    assert len(derived) == 3
    assert key not in derived
    assert len({keys.new_key() for _ in range(1000)}) == 1000


def test_a_place_is_spelt_as_the_page_says() -> None:
    assert suite.associated("grant", "0a" * 16, "staff", 12) == (
        b"casebook/v1/grant|0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a|staff|12"
    )
