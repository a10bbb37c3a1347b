"""What a file is, by its first bytes."""

import pytest

from casebook.casework import media


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\x1a\x45\xdf\xa3rest", "video/webm"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04rest", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"MZ\x90\0", "application/x-msdownload"),
        (b"From: a@b\nSubject: x\n\nHello", "message/rfc822"),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b"16/11/2026, 19:20 - Juno: hello", "text/plain"),
        ("Größe – €".encode()[:-1], "text/plain"),
        ("hello".encode("utf-16"), "text/plain"),
        (b"\xff\xfe\x00\x00", "application/octet-stream"),
        (b"", "text/plain"),
        (b"\0\1\2\3", "application/octet-stream"),
        (b"text\0with a NUL", "application/octet-stream"),
        (b"\xa4\xa4 not any text", "application/octet-stream"),
    ],
)
def test_the_first_bytes_say_what_it_is(head: bytes, kind: str) -> None:
    assert media.type_of(head) == kind


@pytest.mark.parametrize(
    ("kind", "name", "cautious"),
    [
        ("image/png", "shot.png", False),
        ("text/html", "shot.jpg", True),
        ("application/x-msdownload", "shot.png", True),
        ("text/plain", "run.BAT", True),
        ("application/octet-stream", "a.lnk", True),
        ("application/zip", "all.zip", True),
        ("message/rfc822", "mail.txt", False),
    ],
)
def test_what_could_harm_carries_a_caution(kind: str, name: str, *, cautious: bool) -> None:
    assert bool(media.caution_for(kind, name)) == cautious


@pytest.mark.parametrize(
    ("head", "words_only"),
    [
        (b"just text", True),
        (b"From: a\nTo: b\nContent-Type: multipart/alternative; boundary=x\n\n", True),
        (b"From: a\nTo: b\nContent-Type: multipart/related; boundary=x\n\n", False),
        (b"<html><img src='data:image/png;base64,AAAA'>", False),
        (b"\x89PNG\r\n\x1a\n", False),
    ],
)
def test_what_can_carry_a_picture_is_not_text(head: bytes, *, words_only: bool) -> None:
    assert media.holds_words_only(media.type_of(head), head) == words_only
