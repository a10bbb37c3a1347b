"""The log's hash tree, as RFC 6962 section 2.1 defines it.

A node is named by its level (0 is a leaf) and its position on that level. Only complete subtrees
are kept: they never change, so a log of any length grows by a few hashes.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
"""The root of a log without entries."""

NodeReader = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree at a level and position."""


def leaf_hash(header: bytes) -> bytes:
    """The hash of an entry's header as a leaf."""
    return sha256(b"\x00" + header).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees joined."""
    return sha256(b"\x01" + left + right).digest()


def peaks(size: int) -> list[tuple[int, int]]:
    """The complete subtrees that a log of `size` entries consists of, largest first."""
    found: list[tuple[int, int]] = []
    start = 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def root_of(hashes: list[bytes]) -> bytes:
    """The root over the peaks' `hashes`, largest first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for each in reversed(hashes[:-1]):
        root = node_hash(each, root)
    return root


class Frontier:
    """The peaks of a growing log, kept while it is written to."""

    def __init__(self, size: int, hashes: list[bytes]) -> None:
        """Start from a log of `size` entries whose peaks have `hashes`."""
        self.size = size
        self._hashes = hashes

    @property
    def root(self) -> bytes:
        """The root of the log as it stands."""
        return root_of(self._hashes)

    def append(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add one leaf; gives each subtree above it that this completes: level, position, hash."""
        self._hashes.append(leaf)
        level, position = 0, self.size
        while position & 1:
            right = self._hashes.pop()
            joined = node_hash(self._hashes.pop(), right)
            self._hashes.append(joined)
            level, position = level + 1, position >> 1
            yield level, position, joined
        self.size += 1


def inclusion_path(index: int, size: int, read: NodeReader) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of a log of `size` (RFC 6962, 2.1.1)."""

    def subtree(start: int, end: int) -> bytes:
        return _span_hash(start, end, read)

    def path(start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        split = start + _largest_power_below(end - start)
        if index < split:
            return [*path(start, split), subtree(split, end)]
        return [*path(split, end), subtree(start, split)]

    return path(0, size)


def root_by_path(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """The root that `path` leads to from `leaf`, or none if the path has the wrong length."""
    steps = list(path)

    def climb(start: int, end: int) -> bytes | None:
        if end - start == 1:
            return leaf
        if not steps:
            return None
        beside = steps.pop()
        split = start + _largest_power_below(end - start)
        if index < split:
            inner = climb(start, split)
            return None if inner is None else node_hash(inner, beside)
        inner = climb(split, end)
        return None if inner is None else node_hash(beside, inner)

    root = climb(0, size)
    return None if steps else root


def _largest_power_below(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def _span_hash(start: int, end: int, read: NodeReader) -> bytes:
    """The hash over the leaves from `start` up to `end`, where the span begins a subtree."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return read(level, start >> level)
    split = start + _largest_power_below(count)
    return node_hash(_span_hash(start, split, read), _span_hash(split, end, read))
