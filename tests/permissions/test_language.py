"""In which language a page speaks."""

import pytest
from django.test import Client
from django.urls import reverse

from permissions.models import User


def spoken(client: Client, accept: str = "") -> str:
    response = client.get(reverse("account_signup"), headers={"accept-language": accept})
    return str(response.headers.get("Content-Language"))


def choose(client: Client, language: str, to: str = "/accounts/signup/") -> str:
    response = client.post(reverse("set_language"), {"language": language, "next": to})
    return str(response.headers["Location"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("en", "en"), ("kk,ru;q=0.5", "kk"), ("de", "kk"), ("", "kk")],
)
def test_stranger_is_spoken_to_as_the_browser_asks_else_in_kazakh(
    client: Client, accept: str, language: str
) -> None:
    assert spoken(client, accept) == language


@pytest.mark.django_db
def test_choice_of_a_stranger_is_stronger_than_the_browser(client: Client) -> None:
    choose(client, "en")
    assert spoken(client, "ru") == "en"


def test_choice_is_kept_on_the_account(client: Client, author: User) -> None:
    client.force_login(author)
    assert choose(client, "ru", to="/accounts/email/") == "/accounts/email/"
    author.refresh_from_db()
    assert author.language == "ru"
    elsewhere = Client()
    elsewhere.force_login(author)
    response = elsewhere.get(reverse("account_email"), headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "ru"


def test_account_is_stronger_than_the_cookie_of_a_shared_computer(
    client: Client, author: User
) -> None:
    choose(client, "en")
    client.force_login(author)
    response = client.get(reverse("account_email"))
    assert response.headers["Content-Language"] == "kk"


@pytest.mark.parametrize("language", ["de", "", "kk' OR 1=1"])
def test_unknown_language_changes_nothing(client: Client, author: User, language: str) -> None:
    client.force_login(author)
    choose(client, language)
    author.refresh_from_db()
    assert author.language == "kk"


def test_switch_leads_nowhere_foreign(client: Client, author: User) -> None:
    assert choose(client, "ru", to="https://evil.example/") == "/"


@pytest.mark.django_db
def test_switch_wants_a_post(client: Client) -> None:
    assert client.get(reverse("set_language")).status_code == 405
