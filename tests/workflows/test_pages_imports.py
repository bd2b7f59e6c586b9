from __future__ import annotations

import io
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permissions.models import Organisation, User
from tests.documents import samples
from tests.permissions.imports.tables import workbook
from tests.workflows.pages import Page, Visitor

PATH = "/import/organisations/"
HEAD = ["Name in Kazakh", "Name in Russian", "District or city", "BIN"]
ROW = ["Бірінші мектеп", "Первая школа", "rudny", "990140000007"]


def upload(content: bytes, name: str = "table.xlsx") -> dict[str, Any]:
    return {"table": SimpleUploadedFile(name, content)}


def look(visitor: Visitor, *rows: list[Any], path: str = PATH) -> Page:
    return Page(visitor.client.post(path, upload(workbook(HEAD, *rows).getvalue())))


def test_nothing_is_done_before_the_person_says_so(admin: User) -> None:
    visitor = Visitor(admin)
    page = look(visitor, ROW, ["", "Школа", "rudny", "1"])
    assert page.status == 200
    assert page.values("data-fate") == ["new", "wrong"]
    assert "This cell is empty." in page.text
    assert not Organisation.objects.filter(name_ru="Первая школа").exists()
    done = Page(visitor.client.post(PATH, {"kept": page.field("kept")}))
    assert "This was done" in done.text
    assert Organisation.objects.get(bin=ROW[3]).name_kk == ROW[0]
    again = Page(visitor.client.post(PATH, {"kept": page.field("kept")}))
    assert again.values("data-fate") == ["unchanged", "wrong"]
    assert Organisation.objects.filter(name_ru="Первая школа").count() == 1


def test_what_was_looked_at_cannot_be_altered_or_lent(admin: User, secretary: User) -> None:
    kept = look(Visitor(admin), ROW).field("kept")
    other = Visitor(User.objects.get(pk=_administrator().pk))
    for visitor, path, sent in (
        (Visitor(admin), PATH, kept[:-1] + ("A" if kept[-1] != "A" else "B")),
        (Visitor(admin), "/import/people/", kept),
        (other, PATH, kept),
    ):
        page = Page(visitor.client.post(path, {"kept": sent}))
        assert page.status == 422
        assert "Choose the table once more." in page.text
    assert not Organisation.objects.filter(name_ru="Первая школа").exists()


def _administrator() -> User:
    from permissions.people import grant_role, system  # noqa: PLC0415
    from permissions.roles import Role  # noqa: PLC0415
    from tests.people import UserFactory  # noqa: PLC0415

    made = UserFactory.create()
    grant_role(made, Role.ADMINISTRATOR, by=system())
    return made


def test_only_administrators_come_in(secretary: User) -> None:
    assert Visitor().client.get(PATH).url == f"/accounts/login/?next={PATH}"
    visitor = Visitor(secretary)
    assert visitor.get(PATH).status == 403
    assert look(visitor, ROW).status == 403
    assert visitor.client.post(PATH, {"kept": "x"}).status_code == 403


@pytest.mark.parametrize("what", ["organisations", "people"])
def test_template_can_be_filled_in_and_looked_at(admin: User, what: str) -> None:
    visitor = Visitor(admin)
    path = f"/import/{what}/"
    assert visitor.get(path).inline() == []
    answer = visitor.client.get(f"{path}?template=xlsx")
    page = Page(visitor.client.post(path, upload(answer.content)))
    assert page.status == 200
    assert len(page.values("data-fate")) == 1


def test_unknown_import_is_not_found(admin: User) -> None:
    assert Visitor(admin).get("/import/cases/").status == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01 nothing",
        samples.docx(),
        samples.pdf(),
        samples.office("xl/workbook.xml", samples.SHEET),
        samples.office("xl/workbook.xml", samples.SHEET, {"bomb.xml": bytes(600 * 1024 * 1024)}),
        workbook(["Colour"], ["red"]).getvalue(),
    ],
    ids=["empty", "unknown", "docx", "pdf", "damaged", "bomb", "headings"],
)
def test_other_files_are_refused_with_the_reason(admin: User, content: bytes) -> None:
    page = Page(Visitor(admin).client.post(PATH, upload(content)))
    assert page.status == 422
    assert "field__error" in page.text


def test_thousand_people_are_looked_at_and_brought_in_quickly(admin: User) -> None:
    head = ["Last name", "First name", "E-mail", "Role"]
    rows = [["Әбенова", "Гүлнәр", f"p{n}@example.kz", "Author"] for n in range(1000)]
    content = workbook(head, *rows).getvalue()
    visitor = Visitor(admin)
    started = time.perf_counter()
    page = Page(visitor.client.post("/import/people/", upload(content)))
    assert visitor.client.post("/import/people/", {"kept": page.field("kept")}).status_code == 200
    assert time.perf_counter() - started < 10
    assert User.objects.filter(last_name="Әбенова", groups__name="author").count() == 1000


def test_table_is_read_from_a_file_and_never_from_its_name(admin: User) -> None:
    content = workbook(HEAD, ROW).getvalue()
    answer = Visitor(admin).client.post(PATH, upload(content, "table.pdf"))
    assert Page(answer).values("data-fate") == ["new"]
    assert io.BytesIO(content).read(2) == b"PK"
