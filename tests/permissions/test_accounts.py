"""Opening an account, logging in, and getting back in."""

import re
from importlib.resources import files
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from permissions import words
from permissions.models import District, Organisation, User
from tests.people import PASSWORD, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

GOOD_IIN = "850101300015"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory.create(district=District.objects.get(code="auliekol"))


@pytest.fixture
def newcomer(school: Organisation) -> dict[str, Any]:
    """What a newcomer fills in."""
    return {
        "last_name": "Өмірзақова",
        "first_name": "Ләззат",
        "patronymic": "Серікқызы",
        "iin": GOOD_IIN,
        "organisation": school.pk,
        "language": "kk",
        "email": "Lazzat@Example.kz",
        "username": "lazzat",
        "password1": "жасыл-қайың-7",
        "password2": "жасыл-қайың-7",
    }


def sign_up(client: Client, data: dict[str, Any]) -> Any:
    return client.post(reverse("account_signup"), data)


def going_to(response: Any) -> str:
    """Say where a page sends its reader."""
    assert response.status_code == 302
    return str(response.headers["Location"])


def log_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", message.body)
    assert found
    return found[1]


def errors(response: Any) -> dict[str, list[dict[str, str]]]:
    return dict(response.context["form"].errors.get_json_data())


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Opening an account


def test_signup_makes_an_author_who_confirms_by_mail(
    client: Client, newcomer: dict[str, Any], school: Organisation
) -> None:
    response = sign_up(client, newcomer)
    assert response.status_code == 302
    person = User.objects.get(username="lazzat")
    assert person.full_name == "Өмірзақова Ләззат Серікқызы"
    assert (person.iin, person.organisation, person.language) == (GOOD_IIN, school, "kk")
    assert person.email == "lazzat@example.kz"
    assert person.roles_now == {"author"}
    assert person.groups.filter(name="author").exists()
    assert not is_logged_in(client)

    [letter] = mail.outbox
    assert letter.to == ["lazzat@example.kz"]
    page = link_in(letter)
    assert client.get(page).status_code == 200
    client.post(page)
    assert EmailAddress.objects.get(user=person).verified
    assert log_in(client, "lazzat", "жасыл-қайың-7").status_code == 302
    assert is_logged_in(client)


def test_login_before_the_mail_is_confirmed_sends_no_one_in(
    client: Client, newcomer: dict[str, Any]
) -> None:
    sign_up(client, newcomer)
    response = log_in(client, "lazzat", "жасыл-қайың-7")
    assert response.url == reverse("account_email_verification_sent")
    assert not is_logged_in(client)


def test_signup_works_without_iin_and_patronymic(client: Client, newcomer: dict[str, Any]) -> None:
    sign_up(client, newcomer | {"iin": "", "patronymic": ""})
    person = User.objects.get(username="lazzat")
    assert person.iin is None
    assert person.patronymic == ""


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("iin", "850101300018", "iin_checksum"),
        ("iin", "851301300019", "iin_birth_date"),
        ("iin", "8501013000", "iin_digits"),
        ("last_name", "Smith", "invalid"),
        ("first_name", "", "required"),
        ("organisation", "", "required"),
        ("organisation", "0", "invalid_choice"),
        ("language", "de", "invalid_choice"),
        ("email", "not an address", "invalid"),
        ("password1", "12345678", "password_entirely_numeric"),
    ],
)
def test_signup_refuses_bad_input_and_loses_nothing(
    client: Client, newcomer: dict[str, Any], field: str, value: str, code: str
) -> None:
    wrong = newcomer | {field: value}
    if field == "password1":
        wrong["password2"] = value
    response = sign_up(client, wrong)
    assert response.status_code == 200
    assert code in {error["code"] for error in errors(response)[field]}
    page = response.content.decode()
    for kept in set(newcomer) - {field, "password1", "password2", "organisation", "language"}:
        assert f'value="{newcomer[kept]}"' in page
    assert not User.objects.filter(username="lazzat").exists()


def test_signup_refuses_an_iin_that_somebody_has(client: Client, newcomer: dict[str, Any]) -> None:
    UserFactory.create(iin=GOOD_IIN)
    response = sign_up(client, newcomer)
    assert [error["code"] for error in errors(response)["iin"]] == ["iin_taken"]


def test_signup_with_a_known_email_tells_only_its_owner(
    client: Client, newcomer: dict[str, Any], author: User
) -> None:
    known = sign_up(client, newcomer | {"email": author.email.upper(), "username": "other"})
    assert not User.objects.filter(username="other").exists()
    [letter] = mail.outbox
    assert letter.to == [author.email]
    unknown = sign_up(client, newcomer)
    assert going_to(known) == going_to(unknown)


def test_signup_offers_working_organisations_by_district(
    client: Client, school: Organisation
) -> None:
    OrganisationFactory.create(district=District.objects.get(code="rudny"))
    OrganisationFactory.create(district=District.objects.get(code="amangeldi"))
    OrganisationFactory.create(district=school.district, is_active=False)
    form = client.get(reverse("account_signup"), headers={"accept-language": "kk"}).context["form"]
    _empty, *groups = form.fields["organisation"].choices
    assert [name for name, _choices in groups] == [
        "Амангелді ауданы",
        "Әулиекөл ауданы",
        "Рудный қаласы",
    ]
    assert [len(choices) for _name, choices in groups] == [1, 1, 1]


def test_signup_page_costs_the_same_for_many_organisations(
    client: Client, school: Organisation, django_assert_num_queries: Any
) -> None:
    client.get(reverse("account_signup"))
    with django_assert_num_queries(1) as few:
        client.get(reverse("account_signup"))
    OrganisationFactory.create_batch(30)
    with django_assert_num_queries(len(few)):
        client.get(reverse("account_signup"))


# Logging in and out


@pytest.mark.parametrize("login", ["author", "AUTHOR", "author@example.kz", "Author@Example.KZ"])
def test_login_by_username_or_email(client: Client, author: User, login: str) -> None:
    response = log_in(client, login)
    assert response.status_code == 302
    assert is_logged_in(client)


def test_login_goes_on_to_where_one_was(client: Client, author: User) -> None:
    page = client.get(reverse("account_login"), {"next": "/cases/abc/?tab=2"})
    assert 'name="next" value="/cases/abc/?tab=2"' in page.content.decode()
    assert log_in(client, "author", next="/cases/abc/?tab=2").url == "/cases/abc/?tab=2"


def test_login_goes_nowhere_foreign(client: Client, author: User) -> None:
    assert log_in(client, "author", next="https://evil.example/").url == "/work/"


def test_login_with_a_wrong_password_or_name_says_the_same(client: Client, author: User) -> None:
    wrong = log_in(client, "author", "wrong")
    unknown = log_in(client, "nobody", "wrong")
    assert errors(wrong) == errors(unknown)
    assert not is_logged_in(client)
    assert 'value="author"' in wrong.content.decode()


def test_login_of_a_closed_account_is_refused(client: Client, author: User) -> None:
    author.is_active = False
    author.save()
    log_in(client, "author")
    assert not is_logged_in(client)


def test_system_actor_cannot_get_in(client: Client, db: None) -> None:
    for password in ("", "!", PASSWORD):
        log_in(client, "system", password)
        assert not is_logged_in(client)


def test_sixth_wrong_password_closes_the_door_for_a_while(client: Client, author: User) -> None:
    for _ in range(5):
        assert "too_many_login_attempts" not in str(errors(log_in(client, "author", "wrong")))
    response = log_in(client, "author")
    [error] = errors(response)["__all__"]
    assert error["code"] == "too_many_login_attempts"
    assert error["message"] in response.content.decode()
    assert not is_logged_in(client)


def test_attempts_are_counted_for_all_web_processes(author: User) -> None:
    for _ in range(5):
        log_in(Client(), "author", "wrong")
    other = Client()
    assert log_in(other, "author").status_code == 200
    assert not is_logged_in(other)


def test_too_many_signups_are_refused_with_a_page(client: Client, newcomer: dict[str, Any]) -> None:
    for _ in range(20):
        assert sign_up(client, newcomer | {"iin": "1"}).status_code == 200
    response = sign_up(client, newcomer)
    assert response.status_code == 429
    assert "<h1" in response.content.decode()
    assert not User.objects.filter(username="lazzat").exists()


def test_logout_asks_first(client: Client, author: User) -> None:
    client.force_login(author)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_logged_in(client)
    assert going_to(client.post(reverse("account_logout"))) == reverse("account_login")
    assert not is_logged_in(client)


# Getting back in


def test_password_reset_by_mail(client: Client, author: User) -> None:
    client.post(reverse("account_reset_password"), {"email": author.email})
    [letter] = mail.outbox
    assert letter.to == [author.email]
    assert author.username in letter.body
    page = client.get(link_in(letter), follow=True)
    [(form_page, _status)] = page.redirect_chain
    client.post(form_page, {"password1": "жаңа-құпия-11", "password2": "жаңа-құпия-11"})
    assert not is_logged_in(client)
    assert log_in(client, "author", "жаңа-құпия-11").status_code == 302
    assert len(mail.outbox) == 2


def test_password_reset_link_works_once(client: Client, author: User) -> None:
    client.post(reverse("account_reset_password"), {"email": author.email})
    link = link_in(mail.outbox[0])
    form_page = client.get(link, follow=True).redirect_chain[0][0]
    client.post(form_page, {"password1": "жаңа-құпия-11", "password2": "жаңа-құпия-11"})
    again = client.get(link, follow=True)
    assert again.context["token_fail"]
    assert reverse("account_reset_password") in again.content.decode()


def test_password_reset_for_a_stranger_looks_the_same(client: Client, author: User) -> None:
    known = client.post(reverse("account_reset_password"), {"email": author.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "stranger@example.kz"})
    assert going_to(known) == going_to(unknown)
    assert [letter.to for letter in mail.outbox] == [[author.email], ["stranger@example.kz"]]


def test_password_change_tells_the_owner(client: Client, author: User) -> None:
    client.force_login(author)
    passwords = {
        "oldpassword": PASSWORD,
        "password1": "жаңа-құпия-11",
        "password2": "жаңа-құпия-11",
    }
    assert client.post(reverse("account_change_password"), passwords).status_code == 302
    author.refresh_from_db()
    assert author.check_password("жаңа-құпия-11")
    assert [letter.to for letter in mail.outbox] == [[author.email]]


def test_email_changes_only_when_confirmed(client: Client, author: User) -> None:
    log_in(client, "author")
    old = author.email
    client.post(reverse("account_email"), {"email": "new@example.kz", "action_add": "1"})
    author.refresh_from_db()
    assert author.email == old
    [letter] = [letter for letter in mail.outbox if letter.to == ["new@example.kz"]]
    client.post(link_in(letter))
    author.refresh_from_db()
    assert author.email == "new@example.kz"
    assert EmailAddress.objects.get(user=author).email == "new@example.kz"


def test_email_of_somebody_else_cannot_be_taken(
    client: Client, author: User, coauthor: User
) -> None:
    log_in(client, "author")
    client.post(reverse("account_email"), {"email": coauthor.email, "action_add": "1"})
    for letter in mail.outbox:
        client.post(link_in(letter))
    author.refresh_from_db()
    assert author.email != coauthor.email


@pytest.mark.parametrize(
    "name", ["account_email", "account_change_password", "account_logout", "account_login"]
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_account_pages_speak_the_language_of_their_reader(
    client: Client, author: User, name: str, language: str
) -> None:
    if name != "account_login":
        author.language = language
        author.save()
        client.force_login(author)
    response = client.get(reverse(name), headers={"accept-language": language})
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    for code in ("kk", "ru", "en"):
        assert f'name="language" value="{code}"' in page


@pytest.mark.parametrize(
    ("package", "catalogues", "said"),
    [
        ("allauth", ["locale/ru"], words.ALLAUTH),
        ("django", ["contrib/auth/locale/ru", "conf/locale/ru"], words.DJANGO),
    ],
)
def test_words_of_others_are_still_theirs(
    package: str, catalogues: list[str], said: tuple[str, ...]
) -> None:
    known = "".join(
        files(package).joinpath(catalogue, "LC_MESSAGES/django.po").read_text()
        for catalogue in catalogues
    ).replace('"\n"', "")
    assert [word for word in said if f'msgid "{word}"' not in known] == []
