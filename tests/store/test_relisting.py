"""Both copies of the list of files are gone: told, signed for, and nothing is forgotten by it."""

import io
from pathlib import Path

from casebook.store.book import open_book
from casebook.store.verify import verify_folder
from casebook.vault import layout, manifest
from tests.school import WORDS


def lodged(made: Path) -> Path:
    """The sealed file of something that was lodged."""
    with open_book(made, "head", WORDS["head"]) as book:
        general = book.compartment("general")
        row = general.lodge_file(io.BytesIO(b"an invented picture"))
        with general.changing() as change:
            change.add("sealed", row)
        return book.folder.sealed_path(row.id)


def faults(made: Path) -> set[tuple[str, str]]:
    """What somebody without keys finds."""
    found = manifest.check(layout.at(made))
    return {(each.code, each.object) for each in found if each.severity == "fault"}


def test_what_is_gone_with_both_copies_of_the_list_stays_missed(made: Path) -> None:
    """[TH-08] An exhibit and a person's slot, of which the ledger knows."""
    exhibit = lodged(made)
    with open_book(made, "head", WORDS["head"], write=False) as book:
        (dsl,) = [each for each in book.users() if each.short == "dsl"]
    slot = layout.at(made).slot_path(dsl.uid)
    for gone in (exhibit, slot, slot.with_name(f"{slot.name}.bak")):
        gone.unlink()
    for name in ("MANIFEST", "MANIFEST.bak"):
        (made / name).unlink()

    with open_book(made, "head", WORDS["head"]) as book:
        assert [(each.code, each.object) for each in book.noticed] == [("V-31", "MANIFEST")]
        for each in book.compartments():
            assert [one.verb for one in each.entries()].count("relisted") == 1

    missing = {("F-04", path.relative_to(made).as_posix()) for path in (exhibit, slot)}
    assert faults(made) == missing
    with open_book(made, "head", WORDS["head"]) as book:
        assert book.noticed == ()
    assert faults(made) == missing, "and at the close after that"


def test_everybody_is_told_when_they_next_come_and_not_only_whoever_came_first(made: Path) -> None:
    """[VF-81] The DSL opens it first, tells nobody, and holds nothing of the chair's."""
    with open_book(made, "chair", WORDS["chair"]) as book:
        governance = book.compartment("governance")
        row = governance.lodge_file(io.BytesIO(b"an invented letter"))
        with governance.changing() as change:
            change.add("sealed", row)
        letter = book.folder.sealed_path(row.id)
    letter.unlink()
    for name in ("MANIFEST", "MANIFEST.bak"):
        (made / name).unlink()
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert [each.code for each in book.noticed] == ["V-31"]

    for _ in range(2):
        with open_book(made, "head", WORDS["head"], write=False) as book:
            assert any("Dilys Specimen began a new one" in e.consequence for e in book.noticed)
    for user in ("head", "chair"):
        with open_book(made, user, WORDS[user]) as book:
            assert "V-31" in [each.code for each in book.noticed], user
        with open_book(made, user, WORDS[user]) as book:
            assert book.noticed == (), user
    with open_book(made, "dsl", WORDS["dsl"]) as book:
        assert book.noticed == (), "and who began it is not told of others who were told"
    assert faults(made) == {("F-04", letter.relative_to(made).as_posix())}


def test_a_casebook_with_its_list_says_nothing_of_it(made: Path) -> None:
    lodged(made)
    with open_book(made, "head", WORDS["head"]) as book:
        assert book.noticed == ()
        assert "relisted" not in {each.verb for each in book.compartment("general").entries()}
    assert faults(made) == set()


def test_whoever_holds_something_and_has_no_slot_is_missed_with_keys(made: Path) -> None:
    """The list may have been made anew by somebody who did not look."""
    with open_book(made, "head", WORDS["head"], write=False) as book:
        (dsl,) = [each for each in book.users() if each.short == "dsl"]
        path = layout.at(made).slot_path(dsl.uid)
        path.unlink()
        found = verify_folder(made, book).findings

    assert ("U-06", path.relative_to(made).as_posix()) in {(e.code, e.object) for e in found}
