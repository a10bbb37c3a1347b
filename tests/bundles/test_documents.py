"""Documents are inert, the same each time, fit for every reader, and say where they belong."""

import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from casebook.bundles import documents, printable, profiles
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import select
from casebook.errors.machine import DocumentFailed
from tests.bundles import matter

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None,
    reason="pdftotext is not installed, so no text can be read back",
)


def made(request: BundleRequest, path: str = "data/report.pdf") -> bytes:
    """One document of a request."""
    return documents.all_of(request, select(request, profiles.load(request.profile)))[path]


def text_of(pdf: bytes, *options: str) -> str:
    """The text of a document, pages parted by form feeds."""
    ran = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return ran.stdout.decode("utf-8")


@needs_poppler
def test_every_page_says_case_bundle_root_and_its_number() -> None:
    request = matter.request()
    for path in ("data/report.pdf", "data/exhibit-labels.pdf"):
        *pages, rest = text_of(made(request, path), "-layout").split("\f")

        assert rest == ""
        for number, page in enumerate(pages, 1):
            assert "C-2026-0014" in page
            assert "B-2026-7K3F9Q" in page
            assert request.log.root in page
            assert f"Page {number} of {len(pages)}" in page
            assert "Education Act 2002, section 141F" in " ".join(page.split())


@needs_poppler
def test_a_wish_that_a_later_one_replaced_names_it_and_limits_nobody_asked_about_are_unsaid() -> (
    None
):
    request = matter.request()
    first = {**request.matter["wish"][0], "limits_explained": False}
    later = {
        **first,
        "id": "e" * 32,
        "reference": "C-2026-0014-W03",
        "answer": "yes",
        "expressed_at": matter.at(17, 30),
    }
    told = text_of(made(replace(request, matter={**request.matter, "wish": [first, later]})))

    assert "C-2026-0014-W01 (a later wish stands, W03)" in " ".join(told.split())
    assert "C-2026-0014-W03 (a later" not in " ".join(told.split())
    assert "Limits explained" not in told
    assert "Limits explained" in text_of(made(request))


@needs_poppler
def test_the_report_tells_everything_that_leaves() -> None:
    text = " ".join(text_of(made(matter.request())).split())
    for told in (
        "Perry Winkle-Test", "The father must not learn the address.", "P2 Jo Quill-Test",
        "He showed me his phone", "@quill_zz", "I just want it to stop.", "england-2026.1",
        "CR-1234/26", "0423 of 17 November", "twelve pupils", "screenshot.png", "8,991 bytes",
        "It concerns another child.", "between Mon 16 Nov 2026, 20:15", "A child may be at risk.",
    ):  # fmt: skip
        assert told in text, told
    for exhibit in matter.request().exhibits:
        assert exhibit.sha256 in text


@needs_poppler
@pytest.mark.parametrize(
    ("profile", "path"), [("police", "data/report.pdf"), ("lado", "data/referral.pdf")]
)
def test_page_one_tells_a_stranger_what_it_is_who_sent_it_and_how_to_check_it(
    profile: str, path: str
) -> None:
    request = matter.request(profile)
    signer = replace(request.released_by, role="dsl")
    first = text_of(made(replace(request, released_by=signer), path)).split("\f", 1)[0]
    page = " ".join(first.split())

    assert "A record of a safeguarding concern, kept by Harbour Primary (invented)" in page
    assert f"sent by {signer.name}, Designated Safeguarding Lead." in page
    assert "Ring the school, on a number that you already have" in page
    assert "verify.html" in page
    assert "READ-ME-FIRST.txt" in page


@needs_poppler
def test_codes_of_the_program_are_spelled_out() -> None:
    """A reader who has never seen the program meets T1 and concern:parent-post nowhere."""
    case = dict(matter.case())
    case["action"] = [{**row, "clock": "T1"} for row in case["action"]]
    text = " ".join(text_of(made(matter.request(matter=case))).split())

    assert "the same day" in text
    assert not re.search(r"\bT[0-4]\b", text)
    assert not re.search(r"\b(concern|sign|people):[a-z]", text)


@needs_poppler
def test_without_a_worker_alleged_no_page_is_stamped() -> None:
    case = dict(matter.case())
    case["involvement"] = case["involvement"][:1]

    assert "section 141F" not in text_of(made(matter.request(matter=case)))


@needs_poppler
def test_the_referral_stands_in_the_order_of_the_forms() -> None:
    text = text_of(made(matter.request("lado"), "data/referral.pdf"))
    titles = re.findall(r"^(\d+) +(\D.*)$", text, re.MULTILINE)

    numbers = [int(number) for number, _ in titles if int(number) <= 11]
    assert numbers[-11:] == list(range(1, 12)) or sorted(set(numbers)) == list(range(1, 12))
    assert "not recorded" in text
    assert "AP/1" in text
    assert "screenshot.png" not in text


@needs_poppler
def test_what_social_care_reads_tells_the_family_and_names_the_evidence_without_it() -> None:
    case = dict(matter.case())
    case["support"] = [
        {"for_whom": "Perry Winkle-Test", "offered": "A quiet room at lunch", "taken": "yes",
         "offered_at": matter.at(12)}
    ]  # fmt: skip
    request = matter.request("social-care", matter=case)
    made_of = documents.all_of(request, select(request, profiles.load("social-care")))
    text = " ".join(text_of(made_of["data/report.pdf"]).split())

    assert set(made_of) == {"data/report.pdf", "data/chronology.csv"}
    for told in ("Must not be told:", "The father must not learn the address.", "Court order of",
                 "Parental responsibility", "Support offered", "A quiet room at lunch",
                 "I just want it to stop.", "Exhibit AP/1", "no file in this bundle"):  # fmt: skip
        assert told in text, told
    for kept in ("screenshot.png", *(each.sha256 for each in matter.request().exhibits)):
        assert kept not in text


@needs_poppler
def test_a_table_repeats_its_head_and_loses_no_row() -> None:
    case = dict(matter.case())
    case["note"] = [
        {"reference": f"C-2026-0014-N{number:03d}", "words": f"Note {number} " + "and so on " * 9,
         "at": matter.at(number % 24, 0, 1 + number % 28), "recorded_at": matter.at(1)}
        for number in range(1, 200)
    ]  # fmt: skip
    request = replace(matter.request(matter=case), withholdings=())
    pages = text_of(made(request), "-layout").split("\f")
    chronology = [page for page in pages if re.search(r"When +What +Who +Record", page)]

    assert len(chronology) > 5
    for number in range(1, 200):
        assert any(f"C-2026-0014-N{number:03d}" in page for page in chronology)


@needs_poppler
def test_no_long_word_runs_over_the_edge() -> None:
    """The text of a page stays inside it, however long a word is."""
    case = dict(matter.case())
    case["incident"] = [{**case["incident"][0], "site_url": "https://x.example/" + "w" * 3000}]
    pdf = made(matter.request(matter=case))
    boxes = text_of(pdf, "-bbox")
    edges = [float(each) for each in re.findall(r'xMax="([0-9.]+)"', boxes)]

    assert max(edges) < 595.3 - 40


def test_the_same_request_gives_the_same_bytes() -> None:
    assert made(matter.request()) == made(matter.request())


@pytest.mark.skipif(
    shutil.which("qpdf") is None, reason="qpdf is not installed, so no PDF is checked"
)
@pytest.mark.parametrize(
    ("profile", "path"),
    [
        ("police", "data/report.pdf"),
        ("police", "data/exhibit-labels.pdf"),
        ("lado", "data/referral.pdf"),
        ("social-care", "data/report.pdf"),
    ],
)
def test_a_document_is_a_sound_tagged_archival_pdf(profile: str, path: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(made(matter.request(profile), path))
    ran = subprocess.run(
        ["qpdf", "--check", str(file)], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout
    plain = tmp_path / "plain.pdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(file), str(plain)], check=True)
    data = plain.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/StructTreeRoot" in data
    assert b"/Lang (en-GB)" in data
    for active in (
        b"/JavaScript",
        b"/Launch",
        b"/EmbeddedFile",
        b"/URI",
        b"/GoToR",
        b"/SubmitForm",
    ):
        assert active not in data


@needs_poppler
def test_data_is_never_markup() -> None:
    """5,000 pieces of markup of several languages print as themselves."""
    payloads = [
        "#panic()", "*bold*", "_x_", "= head", '#read("/etc/passwd")', "$x^2$", "\\ #let a = 1",
        "<script>alert(1)</script>", "<img src=x onerror=y>", "javascript:alert(1)", "{{7*7}}",
        "${7*7}", "%s%n", '"><b>', "]]>", '#import "@preview/x:1.0.0"', "`raw`", "@cite", "<label>",
        "//comment", "/*comment*/", "https://evil.example/x", "~", "---", "+ item", "/ term: x",
    ]  # fmt: skip
    chance = random.Random(7)
    words = [" ".join(chance.sample(payloads, 3)) for _ in range(1667)]
    case = dict(matter.case())
    case["note"] = [
        {"reference": f"C-2026-0014-N{number:04d}", "words": text, "at": matter.at(1)}
        for number, text in enumerate(words, 1000)
    ]
    pdf = made(replace(matter.request(matter=case), withholdings=()))
    text = " ".join(text_of(pdf).split())

    assert b"/URI" not in pdf
    for each in chance.sample(words, 200):
        assert each in text


def test_a_document_that_fails_tells_nothing_of_what_stood_in_it() -> None:
    with pytest.raises(DocumentFailed) as failed:
        documents.compiled("report", {"title": "CANARY", "sections": "CANARY"})

    assert "CANARY" not in str(failed.value)
    assert "CANARY" not in repr(failed.value.as_json())
    assert failed.value.__cause__ is None


def _noted(words: list[str]) -> BundleRequest:
    """A request whose notes hold those words."""
    notes = [
        {"reference": f"C-2026-0014-N{number:05d}", "words": text, "at": matter.at(1)}
        for number, text in enumerate(words, 10_000)
    ]
    return replace(matter.request(matter={**matter.case(), "note": notes}), withholdings=())


def test_every_character_that_the_fonts_claim_can_be_typeset() -> None:
    """Alone and beside others, so that no name stops a bundle on the day it is needed."""
    claimed = [chr(code) for code in sorted(printable.coverage())]
    chance = random.Random(5)
    alone = ["".join(claimed[at : at + 50]) for at in range(0, len(claimed), 50)]
    mixed = ["".join(chance.choices(claimed, k=60)) for _ in range(100)]

    assert made(_noted(alone + mixed)).startswith(b"%PDF")


def test_any_text_whatever_can_be_typeset() -> None:
    chance = random.Random(6)
    texts = ["".join(chr(chance.randrange(0x110000)) for _ in range(40)) for _ in range(150)]
    texts += ["".join(chr(chance.randrange(0x3000)) for _ in range(60)) for _ in range(150)]

    assert made(_noted(texts)).startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts is not installed")
def test_only_the_bundled_fonts_are_used_and_all_are_embedded(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(made(matter.request()))
    ran = subprocess.run(
        ["pdffonts", str(tmp_path / "x.pdf")], capture_output=True, text=True, check=True
    )
    fonts = ran.stdout.splitlines()[2:]

    assert len(fonts) >= 4
    assert all("+NotoSans" in line.split()[0] for line in fonts)
    assert all(line.split()[-5] == "yes" for line in fonts)
