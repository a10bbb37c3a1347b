"""What holds for every test: invented examples are tried without a clock, the same way each run."""

import pytest
from hypothesis import HealthCheck, settings

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
