"""What looks like a password is refused, and where one is kept can be said."""

import pytest

from casebook.casework.registers import passwords
from casebook.errors.registers import PasswordRefused


@pytest.mark.parametrize(
    "text",
    [
        "hunter22",
        "Tr0ub4dor&3",
        "482913",
        "in the safe, harbour#teapot",
        "password: swordfish",
        "Passwort=x, password = y",
        "The PIN is 48",
        "the password is swordfish",
        "ｐａｓｓｗｏｒｄ：ｓｗｏｒｄｆｉｓｈ",
        "pw -> x",
    ],
)
def test_what_looks_like_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(PasswordRefused) as caught:
        passwords.refuse(text, "password_place", is_place=True)

    assert text not in str(caught.value.as_json())


@pytest.mark.parametrize(
    "text",
    [
        "in the safe of the school office",
        "Bitwarden, the office's own collection",
        "1Password, shared vault",
        "LastPass of office@school.example",
        "https://vault.school.example/c/4821",
        "The password is kept in the safe",
        "room 12, top drawer",
        "with the head's PA",
    ],
)
def test_a_place_can_be_said(text: str) -> None:
    passwords.refuse(text, "password_place", is_place=True)


def test_other_texts_may_hold_figures_but_no_password() -> None:
    passwords.refuse("Years 5/6, about 210 families, @StNicholas22", "audience")
    with pytest.raises(PasswordRefused):
        passwords.refuse("Login: office", "audience")
