"""The log's hash tree against RFC 6962's own definition, written out again here."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.store import merkle


def defined_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = defined_root(leaves[:split]), defined_root(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


def grown(count: int) -> tuple[list[bytes], merkle.Frontier, dict[tuple[int, int], bytes]]:
    leaves = [merkle.leaf_hash(number.to_bytes(4, "big")) for number in range(count)]
    frontier, nodes = merkle.Frontier(0, []), {}
    for position, leaf in enumerate(leaves):
        nodes[0, position] = leaf
        nodes.update({(level, at): joined for level, at, joined in frontier.append(leaf)})
    return leaves, frontier, nodes


@pytest.mark.parametrize("count", [*range(70), 127, 128, 129, 1000])
def test_the_root_is_the_one_that_rfc_6962_defines(count: int) -> None:
    leaves, frontier, nodes = grown(count)

    assert frontier.root == defined_root(leaves)
    assert [nodes[each] for each in merkle.peaks(count)] == frontier._hashes


@given(st.integers(1, 200), st.data())
def test_every_entry_leads_to_the_root_by_its_path(count: int, data: st.DataObject) -> None:
    leaves, frontier, nodes = grown(count)
    index = data.draw(st.integers(0, count - 1))
    path = merkle.inclusion_path(index, count, lambda level, at: nodes[level, at])

    assert merkle.root_by_path(index, count, leaves[index], path) == frontier.root


@given(st.integers(2, 100), st.data())
def test_a_path_for_another_entry_does_not_lead_to_the_root(
    count: int, data: st.DataObject
) -> None:
    leaves, frontier, nodes = grown(count)
    index = data.draw(st.integers(0, count - 1))
    other = data.draw(st.integers(0, count - 1).filter(lambda at: at != index))
    path = merkle.inclusion_path(index, count, lambda level, at: nodes[level, at])

    assert merkle.root_by_path(index, count, leaves[other], path) != frontier.root
    assert merkle.root_by_path(index, count, leaves[index], [*path, leaves[0]]) is None
    assert merkle.root_by_path(index, count, leaves[index], path[:-1]) is None
