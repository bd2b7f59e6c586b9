from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permissions.models import User
from tests.workflows.pages import Page, Visitor
from workflows.models import Case, Event
from workflows.views import drafts

Start = Callable[..., Any]
Act = Callable[..., Any]

LONG = "Мәтін " * 300


def events(case: Any) -> list[str]:
    found = Event.objects.filter(case_id=case.pk).order_by("seq")
    return list(found.values_list("action", flat=True))


def test_action_with_a_form_is_done_and_leads_back(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    answer = visitor.send(f"/cases/{toy.code}/note/", reason="Ескерту")
    assert (answer.status_code, answer.url) == (302, f"/cases/{toy.code}/")
    page = visitor.get(answer.url)
    assert page.value("data-version") == "2"
    assert "Done: Note." in page.text
    assert events(toy) == ["start", "note"]


def test_action_without_a_form_is_confirmed_first(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/submit/"
    assert "Please confirm: Submit." in visitor.get(path).text
    assert events(toy) == ["start"]
    visitor.send(path)
    assert events(toy) == ["start", "submit"]


def test_invalid_form_comes_back_with_what_was_typed(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    page = Page(visitor.send(f"/cases/{toy.code}/note/", reason=""))
    assert page.status == 422
    assert "This field is required." in page.text
    assert 'aria-invalid="true"' in page.text
    assert events(toy) == ["start"]


def test_files_must_be_chosen_again(start: Start, author: User) -> None:
    upload = SimpleUploadedFile("Жұмыс.pdf", b"%PDF-1.4")
    page = Page(Visitor(author).send(f"/cases/{start().code}/note/", reason="", other=upload))
    assert "Жұмыс.pdf" in page.text
    assert "data-files" in page.text


def test_refused_person_gets_403_with_the_reason_and_their_text(
    start: Start, act: Act, author: User
) -> None:
    toy = act(start(), "submit", author)
    path = f"/cases/{toy.number}/refuse/"
    visitor = Visitor(author)
    assert visitor.get(path).status == 403
    page = Page(visitor.client.post(path, {"seen_version": 2, "reason": LONG}))
    assert page.status == 403
    assert "Only the secretary can do this." in page.text
    # The reason names who may; once is enough.
    assert "Who can do this" not in page.text
    assert LONG.strip() in page.text
    assert events(toy) == ["start", "submit"]


def test_unmet_guard_answers_409_and_keeps_the_form(start: Start, author: User) -> None:
    toy = start(title="untitled")
    visitor = Visitor(author)
    assert visitor.get(f"/cases/{toy.code}/submit/").status == 409
    page = Page(visitor.client.post(f"/cases/{toy.code}/submit/", {"seen_version": 1}))
    assert page.status == 409
    assert "It needs a title." in page.text
    assert page.field("seen_version") == "1"


def test_action_of_another_state_answers_409_and_shows_the_text(
    start: Start, act: Act, author: User
) -> None:
    toy = act(start(), "submit", author)
    visitor = Visitor(author)
    path = f"/cases/{toy.number}/note/"
    assert visitor.get(path).status == 409
    page = Page(visitor.client.post(path, {"seen_version": 2, "reason": LONG}))
    assert page.status == 409
    assert LONG.strip() in page.text


def test_unknown_action_is_404(start: Start, author: User) -> None:
    toy = start()
    assert Visitor(author).get(f"/cases/{toy.code}/fly/").status == 404
    assert Visitor(author).client.post(f"/cases/{toy.code}/fly/").status_code == 404


def test_stale_page_gets_409_with_what_changed_and_can_be_sent_again(
    start: Start, act: Act, author: User
) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    old = visitor.get(path)
    act(toy, "note", author, reason="Басқа терезеден")
    typed = {"seen_version": old.field("seen_version"), "slip": old.field("slip"), "reason": LONG}
    page = Page(visitor.client.post(path, typed))
    assert page.status == 409
    assert "The case has moved on" in page.text
    assert page.values("data-event") == ["2"]
    assert "Басқа терезеден" in page.text
    assert page.field("reason") == LONG
    again = {"seen_version": page.field("seen_version"), "slip": page.field("slip")}
    assert visitor.client.post(path, again | {"reason": LONG}).status_code == 302
    assert events(toy) == ["start", "note", "note"]


def test_stale_page_of_an_action_that_is_gone_shows_the_text(
    start: Start, act: Act, author: User
) -> None:
    toy = start()
    act(toy, "submit", author)
    page = Page(
        Visitor(author).client.post(f"/cases/{toy.code}/note/", {"seen_version": 1, "reason": LONG})
    )
    assert page.status == 409
    assert page.values("data-event") == ["2"]
    assert LONG.strip() in page.text


def test_double_click_acts_once_and_leads_to_the_case(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    page = visitor.get(path)
    typed = {"seen_version": 1, "slip": page.field("slip"), "reason": "Бір рет"}
    answers = [visitor.client.post(path, typed) for _click in range(2)]
    assert [(a.status_code, a.url) for a in answers] == [(302, f"/cases/{toy.code}/")] * 2
    assert events(toy) == ["start", "note"]


def test_same_slip_after_a_correction_is_accepted(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    typed = {"seen_version": 1, "slip": visitor.get(path).field("slip")}
    assert visitor.client.post(path, typed | {"reason": ""}).status_code == 422
    assert visitor.client.post(path, typed | {"reason": "Енді бар"}).status_code == 302
    assert events(toy) == ["start", "note"]


def test_case_is_opened_once_however_often_the_button_is_pressed(
    toy_processes: None, author: User
) -> None:
    visitor = Visitor(author)
    slip = visitor.get("/cases/new/TY/").field("slip")
    answers = [
        visitor.client.post("/cases/new/TY/", {"slip": slip, "title": "Алма"}) for _ in range(2)
    ]
    (case,) = Case.objects.filter(process_code="TY")
    assert [a.url for a in answers] == [f"/cases/{case.code}/"] * 2


def test_invalid_start_comes_back_and_can_be_corrected(toy_processes: None, author: User) -> None:
    visitor = Visitor(author)
    page = Page(visitor.send("/cases/new/TY/", title="Тым ұзын атау, ол сыймайды"))
    assert page.status == 422
    assert page.field("title") == "Тым ұзын атау, ол сыймайды"
    again = {"slip": page.field("slip"), "title": "Алма"}
    assert visitor.client.post("/cases/new/TY/", again).status_code == 302


def test_whoever_may_not_open_a_case_is_told_who_can(toy_processes: None, chair: User) -> None:
    page = Visitor(chair).get("/cases/new/TY/")
    assert page.status == 403
    assert "Only an author can do this." in page.text
    page = Page(Visitor(chair).client.post("/cases/new/TY/", {"title": "Алма"}))
    assert (page.status, "Алма" in page.text) == (403, True)


@pytest.mark.parametrize("code", ["TC", "XX"])
def test_child_and_unknown_processes_are_not_opened(
    code: str, toy_processes: None, author: User
) -> None:
    assert Visitor(author).get(f"/cases/new/{code}/").status == 404


def test_text_sent_after_the_login_expired_is_there_after_logging_in(
    start: Start, author: User
) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    page = visitor.get(path)
    visitor.client.logout()
    typed = {"seen_version": 1, "slip": page.field("slip"), "reason": LONG}
    upload = SimpleUploadedFile("Жұмыс.pdf", b"%PDF-1.4")
    answer = visitor.client.post(path, typed | {"other": upload})
    assert answer.url == f"/accounts/login/?next={path}"
    assert events(toy) == ["start"]
    answer = visitor.client.post(answer.url, {"login": "author", "password": "sarap-demo"})
    assert answer.url == path
    back = visitor.get(path)
    assert back.values("data-restored")
    assert back.field("reason") == LONG
    assert "Жұмыс.pdf" in back.text
    assert visitor.send(path, reason=back.field("reason")).status_code == 302
    assert events(toy) == ["start", "note"]
    assert not visitor.get(path).values("data-restored")


def test_restored_text_tells_what_changed_meanwhile(start: Start, act: Act, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    page = visitor.get(path)
    visitor.client.logout()
    visitor.client.post(path, {"seen_version": 1, "slip": page.field("slip"), "reason": "Мәтін"})
    act(toy, "note", author, reason="Басқа")
    visitor.log_in(author)
    back = visitor.get(path)
    assert back.values("data-event") == ["2"]
    assert back.field("seen_version") == "2"
    assert back.field("reason") == "Мәтін"


def test_text_kept_for_one_person_is_not_shown_to_another(
    start: Start, act: Act, author: User, secretary: User
) -> None:
    toy = act(start(), "submit", author)
    path = f"/cases/{toy.number}/refuse/"
    visitor = Visitor(secretary)
    slip = visitor.get(path).field("slip")
    visitor.client.logout()
    visitor.client.post(path, {"seen_version": 2, "slip": slip, "reason": "Құпия"})
    visitor.log_in(author)
    assert "Құпия" not in visitor.get(path).text
    visitor.log_in(secretary)
    assert "Құпия" not in visitor.get(path).text  # another login forgets the whole session


def test_empty_form_can_be_asked_for_instead(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author)
    path = f"/cases/{toy.code}/note/"
    slip = visitor.get(path).field("slip")
    visitor.client.logout()
    visitor.client.post(path, {"seen_version": 1, "slip": slip, "reason": "Мәтін"})
    visitor.log_in(author)
    assert visitor.client.post(f"{path}?fresh").url == path
    assert visitor.get(path).field("reason") == ""


def test_start_form_is_kept_over_a_login_too(toy_processes: None, author: User) -> None:
    visitor = Visitor(author)
    slip = visitor.get("/cases/new/TY/").field("slip")
    visitor.client.logout()
    visitor.client.post("/cases/new/TY/", {"slip": slip, "title": "Алма"})
    visitor.log_in(author)
    back = visitor.get("/cases/new/TY/")
    assert back.field("title") == "Алма"
    assert visitor.send("/cases/new/TY/", title="Алма").status_code == 302
    assert visitor.get("/cases/new/TY/").field("title") == ""


@pytest.mark.parametrize("slip", ["", "forged"])
def test_nothing_is_kept_for_strangers(slip: str, start: Start) -> None:
    visitor = Visitor()
    visitor.client.post(f"/cases/{start().code}/note/", {"slip": slip, "reason": "Мәтін"})
    assert drafts.KEY not in visitor.client.session


def test_what_is_kept_is_limited(
    start: Start, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(author)
    paths = [f"/cases/{start().code}/note/" for _number in range(4)]
    slips = [visitor.get(path).field("slip") for path in paths]
    visitor.client.logout()
    for path, slip in zip(paths, slips, strict=True):
        visitor.client.post(path, {"slip": slip, "reason": "Мәтін"})
    assert [draft["path"] for draft in visitor.client.session[drafts.KEY]] == paths[1:]
    monkeypatch.setattr(drafts, "MOST_CHARACTERS", 10)
    visitor.client.post(paths[0], {"slip": slips[0], "reason": "Тым ұзын мәтін"})
    assert [draft["path"] for draft in visitor.client.session[drafts.KEY]] == paths[1:]


def test_page_from_before_another_login_keeps_its_text(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author, checks_csrf=True)
    path = f"/cases/{toy.code}/note/"
    slip = visitor.get(path).field("slip")
    typed = {"seen_version": 1, "slip": slip, "reason": LONG, "csrfmiddlewaretoken": "x" * 64}
    answer = visitor.client.post(path, typed)
    assert (answer.status_code, answer.url) == (302, path)
    assert visitor.get(path).field("reason") == LONG
    assert events(toy) == ["start"]


def test_form_of_another_site_is_refused(start: Start, author: User) -> None:
    toy, visitor = start(), Visitor(author, checks_csrf=True)
    page = Page(visitor.client.post(f"/cases/{toy.code}/note/", {"reason": "a"}))
    assert page.status == 403
    assert "The page was too old" in page.text
    assert events(toy) == ["start"]


def test_failure_of_ours_lets_the_form_be_sent_again(
    toy_processes: None, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(author)
    visitor.client.raise_request_exception = False
    typed = {"slip": visitor.get("/cases/new/TY/").field("slip"), "title": "Алма"}
    with monkeypatch.context() as broken:
        broken.setattr("workflows.engine.start", lambda *_a, **_k: 1 / 0)
        assert visitor.client.post("/cases/new/TY/", typed).status_code == 500
    assert visitor.client.post("/cases/new/TY/", typed).status_code == 302
    assert Case.objects.filter(process_code="TY").count() == 1


def test_person_who_no_longer_sees_the_case_is_led_to_their_work(
    start: Start, act: Act, author: User, secretary: User, expert: User
) -> None:
    from workflows import access  # noqa: PLC0415

    toy = act(act(start(), "submit", author), "split", secretary, workers=[expert.pk])
    part = Case.objects.get(parent_id=toy.pk)
    visitor = Visitor(expert)
    page = visitor.get(f"/cases/{part.number}/finish/")
    with pytest.MonkeyPatch.context() as forgotten:
        seen = access.may_see
        answers = iter([True, False])
        forgotten.setattr(access, "may_see", lambda *a: next(answers) and seen(*a))
        typed = {"seen_version": 1, "slip": page.field("slip")}
        answer = visitor.client.post(f"/cases/{part.number}/finish/", typed)
    assert answer.url == "/work/"
