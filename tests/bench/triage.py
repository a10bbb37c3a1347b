"""How fast triage loads and answers, against reading the same bytes as JSON in the same run.

    python -m tests.bench.triage [COUNT]

Loads the catalogue in a process of its own, then answers COUNT made-up questions (by default
10,000) as lines, as `casebook triage -` does; hardly two of them are alike. What the processor
spent is counted, and not what others made it wait.
"""

import io
import json
import subprocess
import sys
import time
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


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    print(f"loading the catalogue         {loading() * 1000:8.0f} ms")
    chance = Random(20261121)
    asked = "\n".join(json.dumps(made_up(chance, number)) for number in range(count)).encode()
    start = time.process_time()
    for line in asked.splitlines():
        json.loads(line)
    bare = count / (time.process_time() - start)
    start = time.process_time()
    answered = sum(1 for _ in answer_lines(io.BytesIO(asked)))
    rate = count / (time.process_time() - start)
    print(f"reading the questions alone   {bare:8.0f} a second")
    print(f"answering {answered:<19} {rate:8.0f} a second {rate / bare:6.2f}")


if __name__ == "__main__":
    main()
