from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from documents import store
from documents.models import DocumentKind
from permissions.models import User
from tests.documents import samples
from tests.workflows.pages import Page, Visitor

Start = Callable[..., Any]
Act = Callable[..., Any]


def test_strangers_are_led_to_the_login(db: None) -> None:
    visitor = Visitor()
    assert visitor.client.get("/work/").url == "/accounts/login/?next=/work/"
    assert visitor.client.get("/cases/?q=a").url.startswith("/accounts/login/?next=/cases/")
    assert visitor.client.get("/cases/EX-2026-0001/").status_code == 302


def test_case_page_carries_the_hooks(start: Start, act: Act, author: User, secretary: User) -> None:
    toy = act(start(), "submit", author)
    page = Visitor(secretary).get(f"/cases/{toy.number}/")
    assert page.value("data-case") == toy.number
    assert page.value("data-process") == "TY"
    assert page.value("data-state") == "check"
    assert page.value("data-version") == "2"
    assert page.control("refuse")["href"] == f"/cases/{toy.number}/refuse/"
    assert "3 working days from" in page.text


def test_code_leads_to_a_numbered_case(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    toy = act(start(), "submit", author)
    assert Visitor(secretary).get(f"/cases/{toy.code}/").value("data-case") == toy.number


def test_action_that_is_off_says_why(start: Start, author: User) -> None:
    toy = start(title="untitled")
    control = Visitor(author).get(f"/cases/{toy.code}/").control("submit")
    assert control["data-reason"] == "It needs a title."
    assert control["aria-disabled"] == "true"
    assert "href" not in control


def test_what_others_can_do_is_named_with_who_can(start: Start, act: Act, author: User) -> None:
    toy = act(start(), "submit", author)
    page = Visitor(author).get(f"/cases/{toy.number}/")
    assert page.values("data-action") == []
    assert page.values("data-next") == ["approve", "split", "refuse"]
    assert "the secretary" in page.text


def test_stranger_finds_no_case_action_or_document(start: Start, outsider: User) -> None:
    toy = start()
    visitor = Visitor(outsider)
    for rest in ("", "submit/", "documents/1/"):
        assert visitor.get(f"/cases/{toy.code}/{rest}").status == 404
    assert visitor.client.post(f"/cases/{toy.code}/submit/", {"seen_version": 1}).status_code == 404
    assert Visitor(outsider).get("/cases/").values("data-case") == []


def test_trail_names_persons_to_staff_and_parts_to_others(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    toy = act(act(start(), "submit", author), "refuse", secretary, reason="Жетпейді")
    to_author = Visitor(author).get(f"/cases/{toy.number}/").text
    assert "Жетпейді" in to_author
    assert secretary.full_name not in to_author
    assert author.full_name in Visitor(secretary).get(f"/cases/{toy.number}/").text


def test_child_case_is_listed_for_those_who_see_it(
    start: Start, act: Act, author: User, secretary: User, expert: User
) -> None:
    toy = act(act(start(), "submit", author), "split", secretary, workers=[expert.pk])
    child = f"{toy.number}-TC1"
    assert Visitor(secretary).get(f"/cases/{toy.number}/").values("data-child") == [child]
    assert Visitor(author).get(f"/cases/{toy.number}/").values("data-child") == []
    assert Visitor(author).get(f"/cases/{child}/").status == 404
    assert Visitor(expert).get(f"/cases/{child}/").value("data-state") == "work"


def test_work_is_sorted_by_what_it_needs(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    draft, toy = start(), act(start(), "submit", author)
    mine = Visitor(author).get("/work/")
    assert mine.values("data-shelf") == ["overdue", "soon", "later", "take", "waiting"]
    assert mine.values("data-case") == [draft.code, toy.number]
    assert {"EX", "TY"} <= set(mine.values("data-start"))
    theirs = Visitor(secretary).get("/work/")
    assert theirs.values("data-case") == [toy.number]
    assert "3 working days left" in theirs.text
    assert theirs.values("data-start") == ["CS"]


def test_empty_worklist_says_what_to_do_first(toy_processes: None, author: User) -> None:
    page = Visitor(author).get("/work/")
    assert page.values("data-shelf") == []
    assert "To begin, open a new case" in page.text


def test_cases_are_narrowed_and_found(start: Start, act: Act, author: User) -> None:
    draft, toy = start(title="Алма"), act(start(title="Өрік"), "submit", author)
    visitor = Visitor(author)

    def found(query: str) -> list[str | None]:
        return visitor.get(f"/cases/?{query}").values("data-case")

    assert found("") == [toy.number, draft.code]
    assert found("q=өрік") == [toy.number]
    assert found("q=" + toy.number[:5]) == [toy.number]
    assert found("state=TY.draft") == [draft.code]
    assert found("holder=mine") == [draft.code]
    assert found("holder=others") == [toy.number]
    assert found("process=EX") == []
    assert found("sort=moved") == [draft.code, toy.number]
    assert found("state=nonsense") == [toy.number, draft.code]


def test_cases_come_25_to_a_page(start: Start, author: User) -> None:
    for _number in range(26):
        start()
    visitor = Visitor(author)
    first, second = visitor.get("/cases/?sort=number"), visitor.get("/cases/?sort=number&page=2")
    assert [len(page.values("data-case")) for page in (first, second)] == [25, 1]
    assert "?sort=number&page=2" in first.values("href")
    assert visitor.get("/cases/?page=99").status == 404


def test_document_is_served_to_those_who_see_its_case(
    start: Start, author: User, outsider: User
) -> None:
    toy, other = start(), start()
    upload = samples.upload(samples.pdf(), "Жұмыс.pdf")
    from documents.intake import accept  # noqa: PLC0415

    version = store.store(
        toy.dossier, DocumentKind.objects.all()[0], accept(upload), by=author, at=timezone.now()
    )
    visitor = Visitor(author)
    path = f"/cases/{toy.code}/documents/{version.pk}/"
    assert path in visitor.get(f"/cases/{toy.code}/").values("href")
    answer = visitor.client.get(path)
    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["Content-Disposition"].startswith("attachment")
    assert visitor.get(f"/cases/{other.code}/documents/{version.pk}/").status == 404
    assert Visitor(outsider).get(path).status == 404


def test_page_is_in_the_language_that_was_chosen(toy_processes: None, author: User) -> None:
    visitor = Visitor(author)
    for language, word in (("ru", "Моя работа"), ("kk", "Менің жұмысым"), ("en", "My work")):
        visitor.client.post("/language/", {"language": language, "next": "/work/"})
        page = visitor.get("/work/")
        assert page.elements[0] == ("html", {"lang": language})
        assert word in page.text


def test_menu_is_by_role(author: User, secretary: User, admin: User) -> None:
    menu = {
        who.username: Visitor(who).get("/work/").values("href")
        for who in (author, secretary, admin)
    }
    assert "/directories/" not in menu["author"]
    assert "/directories/" in menu["secretary"]
    assert "/admin/" not in menu["secretary"]
    assert "/admin/" in menu["admin"]


def test_directories_are_read_by_staff_and_edited_by_administrators(
    author: User, secretary: User, admin: User
) -> None:
    assert Visitor().client.get("/directories/organisation/").status_code == 302
    statuses = {
        who.username: [
            Visitor(who).get(f"/directories/organisation/{rest}").status for rest in ("", "add/")
        ]
        for who in (author, secretary, admin)
    }
    assert statuses == {"author": [403, 403], "secretary": [200, 403], "admin": [200, 200]}


@pytest.mark.parametrize(
    "path",
    [
        "/work/",
        "/cases/",
        "/cases/new/TY/",
        "/cases/{code}/",
        "/cases/{code}/note/",
        "/cases/{code}/submit/",
        "/cases/nothing/",
    ],
)
def test_page_holds_nothing_that_a_strict_policy_refuses(
    path: str, start: Start, author: User
) -> None:
    page = Visitor(author).get(path.format(code=start().code))
    assert page.inline() == []
    assert page.elements[0][1]["lang"] == "en"


def test_directories_hold_nothing_that_a_strict_policy_refuses(admin: User) -> None:
    for model in ("organisation", "district", "region", "subject"):
        for rest in ("", "add/"):
            assert Visitor(admin).get(f"/directories/{model}/{rest}").inline() == []


def test_policy_is_strict(db: None) -> None:
    policy = Visitor().client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy


def test_every_field_has_a_label(start: Start, author: User) -> None:
    page = Visitor(author).get(f"/cases/{start().code}/note/")
    fields = {attrs.get("id") for tag, attrs in page.elements if tag in {"input", "textarea"}}
    labelled = {attrs.get("for") for tag, attrs in page.elements if tag == "label"}
    assert {"id_reason"} <= fields & labelled


def test_missing_page_is_told_in_the_design(author: User) -> None:
    page = Visitor(author).get("/nowhere/")
    assert page.status == 404
    assert "There is no such page" in page.text


def test_failure_of_ours_is_told_without_details(
    start: Start, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(author)
    visitor.client.raise_request_exception = False
    monkeypatch.setattr("workflows.queries.held_by", lambda _person: 1 / 0)
    page = visitor.get("/work/")
    assert page.status == 500
    assert "Something went wrong" in page.text
    assert "division" not in page.text


def test_broken_request_is_told_in_the_design(db: None) -> None:
    # Such a request is refused before anybody asks for its language.
    with override("en"):
        page = Page(Visitor().client.get("/work/", HTTP_HOST="evil.example"))
    assert page.status == 400
    assert "The request cannot be understood" in page.text
