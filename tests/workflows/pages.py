"""Reading pages as a program: attributes of elements, and what a strict policy would refuse."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from permissions.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Page(HTMLParser):
    """All elements of a page, each as its tag and attributes."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.status = response.status_code
        self.text = response.content.decode()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str | None]:
        return [attrs[attribute] for _tag, attrs in self.elements if attribute in attrs]

    def value(self, attribute: str) -> str | None:
        (found,) = self.values(attribute)
        return found

    def control(self, action: str) -> dict[str, str | None]:
        (found,) = [attrs for _tag, attrs in self.elements if attrs.get("data-action") == action]
        return found

    def field(self, name: str) -> str:
        (found,) = [attrs for _tag, attrs in self.elements if attrs.get("name") == name]
        return found.get("value") or ""

    def inline(self) -> list[str]:
        """List what a policy of ``script-src 'self'`` refuses."""
        scripts = [
            "script" for tag, attrs in self.elements if tag == "script" and "src" not in attrs
        ]
        handlers = [
            name for _tag, attrs in self.elements for name in attrs if name.startswith("on")
        ]
        links = [v for name in ("href", "src", "action") for v in self.values(name)]
        return scripts + handlers + [v for v in links if v and not v.startswith(("/", "?", "#"))]


class Visitor:
    """A person at a browser; cookies and tokens as a browser keeps them."""

    def __init__(self, person: User | None = None, *, checks_csrf: bool = False) -> None:
        # Answers of views have attributes that the test client does not declare.
        self.client: Any = Client(enforce_csrf_checks=checks_csrf, HTTP_ACCEPT_LANGUAGE="en")
        if person is not None:
            self.log_in(person)

    def log_in(self, person: User) -> None:
        person.language = "en"
        person.save(update_fields=["language"])
        self.client.force_login(person, backend=BACKEND)

    def get(self, path: str) -> Page:
        return Page(self.client.get(path))

    def send(self, path: str, **typed: Any) -> Any:
        """Fill in the form of a page and send it; the answer as it is."""
        page = self.get(path)
        ours = {"seen_version": page.field("seen_version")} if "/new/" not in path else {}
        return self.client.post(path, ours | {"slip": page.field("slip")} | typed)
