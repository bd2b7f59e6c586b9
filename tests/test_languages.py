"""Pages speak one language: no word of another alphabet is left over in Kazakh or Russian."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from django import forms
from django.test import Client
from django.utils import formats, translation

from permissions.models import User
from tests.workflows.processes import builders
from workflows import engine
from workflows.models import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("kk", "ru")
READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-busy", "data-reason")
NOT_SHOWN = {"script", "style"}
EMPTY = {"br", "hr", "img", "input", "link", "meta"}
# Names that are the same in every language, and what people and the system name things by.
FOREIGN = re.compile(
    r"""Sarap | English | QR | Control | Command | Mac
    | PDF | DOCX | XLSX | CSV | CSV | PPTX | ODT | ODS | ODP | JPG | PNG
    | [\w.+-]+@[\w.-]+          # e-mail addresses
    | [A-Z]{2}-\d{4}-\d+(-RV\d+)?  # numbers of cases
    | \S+\.pdf                  # names of files
    | @/\./\+/-/_               # characters allowed in user names
    """,
    re.VERBOSE,
)
LATIN = re.compile("[A-Za-z]+")


class Read(HTMLParser):
    """What a person reads or hears of a page, without what says it is in another language."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = (
            self.hidden
            or tag in NOT_SHOWN
            or given.get("aria-hidden") == "true"
            or given.get("lang", self.language) != self.language
        )
        if tag not in EMPTY:
            self.open.append((tag, hidden))
        if not hidden:
            self.found += [given[name] or "" for name in READ_ALOUD if name in given]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)

    @property
    def hidden(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def left_over(response: Any, language: str) -> set[str]:
    """List the words in Latin letters on a page that should have none."""
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    codes = "|".join(Case.objects.values_list("code", flat=True)) or "^$"
    texts = (re.sub(codes, "", text).strip() for text in Read(html, language).found)
    return {text for text in texts if LATIN.search(FOREIGN.sub("", text))}


def visitor(language: str, person: User | None = None) -> Client:
    client = Client(headers={"accept-language": language})
    if person is not None:
        User.objects.filter(pk=person.pk).update(language=language)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def answers(client: Client, case: Case, person: User) -> Iterator[Any]:
    """Open a case and each of its actions that is on; send each form empty."""
    address = f"/cases/{case.label}/"
    yield client.get(address)
    for option in engine.available(case, person):
        if not (option.may and option.can):
            continue
        action = f"{address}{option.move.name}/"
        yield client.get(action)
        yield client.post(action, {"seen_version": 0})
        form = option.move.action.form
        if form is not None and not form({}, case=case, actor=person).is_valid():
            yield client.post(action, {"seen_version": case.version})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-bad/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/bad/",
        "/accounts/inactive/",
        "/",
        "/register/",
        "/sites/",
        "/how-it-works/",
        "/contacts/",
        "/help/",
        "/verify/",
        "/verify/WRONG-CODE/",
        "/nowhere/",
    ],
)
def test_page_for_strangers_has_no_word_left_over(db: None, address: str, language: str) -> None:
    assert left_over(visitor(language).get(address), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/accounts/login/", {}),
        ("/accounts/login/", {"login": "кім", "password": "12345678"}),
        ("/accounts/signup/", {}),
        (
            "/accounts/signup/",
            {
                "last_name": "7",
                "iin": "123",
                "organisation": "0",
                "email": "пошта",
                "username": "кім бұл",
                "password1": "12345678",
                "password2": "1234567",
            },
        ),
        ("/accounts/signup/", {"username": "қ", "password1": "1234", "password2": "1234"}),
        ("/accounts/password/reset/", {"email": "пошта"}),
    ],
)
def test_error_for_strangers_has_no_word_left_over(
    db: None, address: str, typed: dict[str, str], language: str
) -> None:
    assert left_over(visitor(language).post(address, typed), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/work/",
        "/cases/",
        "/cases/?q=а&state=0",
        "/cases/new/EX/",
        "/cases/EX-2000-0001/",
        "/cases/new/RV/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ],
)
def test_page_for_an_author_has_no_word_left_over(
    author: User, address: str, language: str
) -> None:
    client = visitor(language, author)
    assert left_over(client.get(address), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/reviews/", "/reviews/?since=2026-03-01&until=2026-02-01"])
def test_page_for_an_expert_has_no_word_left_over(
    expert: User, address: str, language: str
) -> None:
    client = visitor(language, expert)
    assert left_over(client.get(address), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_for_an_author_has_no_word_left_over(author: User, language: str) -> None:
    client = visitor(language, author)
    for typed in ({}, {"kind": "0", "hours": "-1", "grades": "7" * 100}, {"hours": "көп"}):
        assert left_over(client.post("/cases/new/EX/", typed), language) == set()
    wrong = {"oldpassword": "1", "password1": "12", "password2": "13"}
    assert left_over(client.post("/accounts/password/change/", wrong), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/permissions/user/add/",
        "/admin/permissions/membership/add/",
        "/admin/permissions/organisation/add/",
        "/admin/permissions/expert/add/",
        "/admin/documents/documentlist/add/",
    ],
)
def test_page_for_an_administrator_has_no_word_left_over(
    admin: User, address: str, language: str
) -> None:
    client = visitor(language, admin)
    assert left_over(client.get(address), language) == set()
    if address.endswith("/add/"):
        counts = ("TOTAL_FORMS", "INITIAL_FORMS")
        lines = {f"{n}-{c}": 0 for n in ("competences", "requirements") for c in counts}
        assert left_over(client.post(address, lines), language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_of_administrators_are_chosen_in_the_words_of_the_browser(
    admin: User, language: str
) -> None:
    page = visitor(language, admin).get("/admin/documents/documentlist/add/").content.decode()
    assert '<input type="date" name="in_force_from"' in page
    assert "vDateField" not in page


@pytest.mark.parametrize("state", builders.EXPERTISES)
def test_expertise_has_no_word_left_over(db: None, state: str) -> None:
    people = builders.gather()
    case = builders.expertise_in(state, people)
    everybody = (people.author, people.secretary, people.methodist, people.chair)
    check_pages(case, everybody)


@pytest.mark.parametrize("state", builders.REVIEWS)
def test_review_has_no_word_left_over(db: None, state: str) -> None:
    people = builders.gather()
    check_pages(builders.review_in(state, people), (people.expert, people.methodist))


def check_pages(case: Case, everybody: tuple[User, ...]) -> None:
    for language in LANGUAGES:
        for person in everybody:
            client = visitor(language, person)
            for response in (client.get("/work/"), *answers(client, case, person)):
                assert left_over(response, language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_is_read_and_written_with_the_day_first(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("03.11.2026") == date(2026, 11, 3)
        assert formats.date_format(date(2026, 11, 3), "SHORT_DATE_FORMAT") == "03.11.2026"
        assert formats.localize(0.5) == "0,5"


def test_month_first_is_refused_in_kazakh() -> None:
    with translation.override("kk"), pytest.raises(forms.ValidationError):
        forms.DateField().clean("11/03/2026")
