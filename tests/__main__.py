"""`python3 -m tests`: sets itself up if need be, then runs the whole suite with pytest."""

import sys

from casebook import bootstrap


def main() -> int:
    """Run the suite with pytest; answers its exit status."""
    arguments = sys.argv[1:]
    bootstrap.set_up("tests", arguments)
    import pytest

    return int(pytest.main([f"--rootdir={bootstrap.CHECKOUT}", *arguments]))


if __name__ == "__main__":
    sys.exit(main())
