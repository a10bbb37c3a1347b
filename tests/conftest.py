"""What holds for every test: invented examples are tried without a clock, the same way each run.

What the program notes between two commands is noted in a folder of the run's own, not in the home
of whoever runs it.
"""

import os
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from casebook.vault import argon2
from casebook.vault.argon2 import Cost

STRETCHED_ONCE = ("tests/casework/", "tests/cli/", "tests/journeys/", "tests/store/", "tests/ui/")
"""Where a passphrase is stretched once for each salt and cost; the vault's own tests wait."""

settings.register_profile(
    "casebook",
    deadline=None,  # a slow machine is no fault of the code
    derandomize=True,  # a suite that passed passes again
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("casebook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`: the fault harnesses then run their whole counts instead of a sample."""
    parser.addoption("--long", action="store_true", help="run the fault harnesses in full")


@pytest.fixture(scope="session")
def long_run(request: pytest.FixtureRequest) -> bool:
    """Whether the whole counts were asked for."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session", autouse=True)
def notes_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the notes of this run apart."""
    with pytest.MonkeyPatch.context() as patch:
        if "XDG_STATE_HOME" not in os.environ:
            patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def passphrases_are_stretched_once() -> Iterator[None]:
    """Give the key that a passphrase, a salt and a cost led to before, without the wait again."""
    slow, once = argon2.derive, cache(argon2.derive)

    def derive(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
        running = os.environ.get("PYTEST_CURRENT_TEST", "")
        return (once if running.startswith(STRETCHED_ONCE) else slow)(passphrase, salt, cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2, "derive", derive)
        yield
