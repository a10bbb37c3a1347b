"""A child that does one thing, says what came of it, and is killed at any moment of that.

The child is a fork of a process that has imported everything and holds the keys already, so that a
kill costs little more than what the child had done by then.
"""

import json
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Tell = Callable[..., None]
"""Says a fact: words without spaces, once that which they speak of is kept."""

AT_LEISURE: Final = 60.0
"""Seconds after which a child that nobody stops is killed all the same."""


@dataclass(frozen=True)
class Ended:
    """A child that is gone."""

    facts: list[list[str]]
    """What it had said by then."""
    was_killed: bool
    seconds: float


def killed_after(seconds: float, work: Callable[[Tell], None]) -> Ended:
    """Let a child do `work` and kill it after `seconds`; it may have finished by then."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            work(lambda *words: _say(writer, words))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writer)
    status = _wait(child, began + seconds)
    spent = time.monotonic() - began
    with os.fdopen(reader, encoding="utf-8") as said:
        lines = said.read().splitlines(keepends=True)
    was_killed = os.WIFSIGNALED(status)
    assert was_killed or os.WEXITSTATUS(status) == 0, "the child met a fault of its own"
    facts = [line.split() for line in lines if line.endswith("\n")]  # half a line was never said
    return Ended(facts, was_killed, spent)


def side_by_side(shares: list[float], judged: Callable[[float], list[str]]) -> list[list[str]]:
    """What `judged` gives for each share, in no order; two processes share the work."""
    halves = [_judging(shares[start::2], judged) for start in range(2)]
    return [said for half in halves for said in half()]


def _judging(
    shares: list[float], judged: Callable[[float], list[str]]
) -> Callable[[], list[list[str]]]:
    """Begin with half of the shares in a process of its own; what is given waits for it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            with os.fdopen(writer, "w", encoding="utf-8") as told:
                json.dump([judged(each) for each in shares], told)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the one place where a fault of the judge is shown
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writer)

    def answer() -> list[list[str]]:
        with os.fdopen(reader, encoding="utf-8") as told:
            said = told.read()
        assert os.waitpid(child, 0)[1] == 0, "who judges met a fault; it stands above"
        return [[str(each) for each in judgement] for judgement in json.loads(said)]

    return answer


def _wait(child: int, until: float) -> int:
    """Kill the child at that moment unless it ended before; gives how it ended."""
    while (left := until - time.monotonic()) > 0:
        gone, status = os.waitpid(child, os.WNOHANG)
        if gone:
            return status
        time.sleep(min(left, 0.002))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _say(pipe: int, words: tuple[str, ...]) -> None:
    """Say one fact, at once and whole."""
    os.write(pipe, (" ".join(words) + "\n").encode())
