"""People who come to a school after its casebook was founded."""

from tests.journeys.conftest import School

FIVE_WORDS = "lantern gravel harbour teapot nineteen"
"""An invented passphrase."""


def taken_in(school: School, short: str, role: str, full_name: str) -> str:
    """Take somebody in, as the DSL does; answers the six words of their key."""
    path = school.folder / f"{short}.txt"
    path.write_text(f"{FIVE_WORDS}\n", encoding="utf-8")
    said = ("--role", role, "--full-name", full_name, "--new-passphrase-file", path)
    answer = school.done("dsl", "user", "add", short, *said)
    school.desk.passfiles[short] = path
    assert answer["user"]["holds"] == []
    fingerprint: str = answer["fingerprint"]
    return fingerprint
