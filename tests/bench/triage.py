"""How fast triage loads and answers, against reading the same bytes as JSON in the same run.

    python -m tests.bench.triage [COUNT]

Loads the catalogue in a process of its own, then answers COUNT made-up questions (by default
10,000) as lines, as `casebook triage -` does, and once more by that command as a whole; hardly two
of them are alike. What the processor spent is counted, and not what others made it wait; the best
of five runs is what the program takes where nobody else is at the machine.
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from casebook.triage.lines import answer_lines
from tests.triage.questions import made_up

ROOT = Path(__file__).resolve().parents[2]
LOADING = (
    "import time; from casebook.triage import catalogue; start = time.process_time();"
    "catalogue.load(); print(time.process_time() - start)"
)


def loading() -> float:
    """Seconds that loading takes in a fresh process; the median of seven."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", LOADING], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for _ in range(7)
    ]
    return median(float(ran.stdout) for ran in runs)


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` takes; the least of five runs."""
    spent = []
    for _ in range(5):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def command(asked: bytes) -> float:
    """Seconds of the processor that the whole command takes, start and loading included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "casebook", "triage", "-"],
        cwd=ROOT,
        input=asked,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    print(f"loading the catalogue         {loading() * 1000:8.0f} ms")
    chance = Random(20261121)
    asked = "\n".join(json.dumps(made_up(chance, number)) for number in range(count)).encode()
    bare = count / best(lambda: [json.loads(line) for line in asked.splitlines()])
    rate = count / best(lambda: sum(1 for _ in answer_lines(io.BytesIO(asked))))
    whole = command(asked)
    print(f"reading the questions alone   {bare:8.0f} a second")
    print(f"answering {count:<19} {rate:8.0f} a second {rate / bare:6.3f}")
    print(f"the whole command             {whole:8.2f} s {count / whole:8.0f} a second")
    print(f"load of the machine           {os.getloadavg()[0]:8.2f}")


if __name__ == "__main__":
    main()
