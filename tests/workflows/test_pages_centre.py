"""The centre names itself on every page, by settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from pathlib import Path

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4"/></svg>'


def test_every_page_names_the_centre(settings: Any, db: None) -> None:
    settings.SARAP_CENTRE = {"kk": "Біздің орталық", "ru": "Наш центр", "en": "Our centre"}
    settings.SARAP_LETTERHEAD = {**settings.SARAP_LETTERHEAD, "email": "centre@example.kz"}
    page = Client(headers={"accept-language": "ru"}).get("/accounts/login/").content.decode()
    head, foot = page.split("<main")
    assert "Наш центр" in head
    assert "Наш центр" in foot
    assert "mailto:centre@example.kz" in foot


def test_the_emblem_stands_in_the_bar(settings: Any, tmp_path: Path, db: None) -> None:
    emblem = tmp_path / "emblem.svg"
    emblem.write_bytes(SVG)
    settings.SARAP_EMBLEM = str(emblem)
    assert 'src="/emblem/"' in Client().get("/accounts/login/").content.decode()
    answer = Client().get("/emblem/")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age" in answer["Cache-Control"]
    assert b"".join(answer) == SVG


def test_without_an_emblem_there_is_none(settings: Any, db: None) -> None:
    settings.SARAP_EMBLEM = ""
    assert "/emblem/" not in Client().get("/accounts/login/").content.decode()
    assert Client().get("/emblem/").status_code == 404
