"""Every address of the site: how one comes to its pages, or why there is no page to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.models import Version
from permissions.models import DeclaredRelation, Expert
from permissions.people import system
from tests.people import DeclaredRelationFactory
from tests.workflows import sessions
from tests.workflows.processes import builders
from workflows import batches
from workflows.certificates import Certificate
from workflows.councils.agenda import AgendaItem
from workflows.deadlines_rules import DeadlineRules
from workflows.models import Case, Terms
from workflows.pairs import MentorPlaces

ROOMS = ("permissions", "documents", "workflows")


@dataclass(frozen=True)
class World:
    """What there is to look at, in a database of its own."""

    people: builders.People
    cases: dict[str, Any] = field(default_factory=dict)

    def case(self, state: str) -> Any:
        """Bring a case to a state, once."""
        if state not in self.cases:
            self.cases[state] = builders.expertise_in(state, self.people)
        return self.cases[state]

    @cached_property
    def revised(self) -> Version:
        """The second version of a work, with something changed."""
        case = builders.start(self.people)
        builders.file(case, self.people.author, "work", builders.pdf("бірінші"))
        (first,) = case.dossier.documents.all()
        builders.file(case, self.people.author, "work", builders.pdf("екінші"), replaces=first.pk)
        self.cases["revised"] = case
        return Version.objects.filter(document__dossier=case.dossier_id).latest("number")

    @cached_property
    def batch(self) -> batches.Batch:
        """A batch with a case that is done and one that is refused."""
        cases = [builders.expertise_in("submitted", self.people) for _ in range(2)]
        chosen = [(cases[0], cases[0].version), (cases[1], 1)]
        data = {"methodist": [str(self.people.methodist.pk)]}
        return batches.make(self.people.secretary, "EX", "register", chosen, data=data)

    @cached_property
    def unfinished(self) -> batches.Batch:
        """A batch that waits for the worker."""
        case = self.case("submitted")
        batch = batches.Batch.objects.create(
            person=self.people.secretary, process="EX", action="register"
        )
        batches.BatchRow.objects.create(batch=batch, case=case, seen_version=case.version)
        return batch

    @cached_property
    def certificate(self) -> Certificate:
        return Certificate.objects.get(case_id=self.case("approved").pk)

    @cached_property
    def session(self) -> Any:
        """A session of the council that has taken up its first item."""
        matter = self.case("before_council")
        item = AgendaItem.objects.get(matter_id=matter.pk, state="waiting")
        members = [self.people.chair, self.people.member]
        session = sessions.convene(sessions.row(item.session), self.people.secretary, members)
        return sessions.take_up(session, self.people.secretary, item)

    def paper(self) -> str:
        case = self.revised.document.dossier.case
        return f"/cases/{case.label}/documents/{self.revised.document_id}/"


Paths = Callable[[World], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose pages an address has, and where they are."""

    by: str
    paths: Paths


def at(by: str, *paths: str) -> Visit:
    return Visit(by, lambda _world: paths)


STRANGER = ""
# Case pages and forms in every state are walked besides, by `test_every_state_and_every_form`.
VISITS: dict[str, Visit] = {
    "index": at(STRANGER, "/"),
    "register": at(STRANGER, "/register/", "/register/?q=nothing-like-it"),
    "sites": at(STRANGER, "/sites/", "/sites/?q=nothing-like-it"),
    "how": at(STRANGER, "/how-it-works/"),
    "contacts": at(STRANGER, "/contacts/"),
    "help": at(STRANGER, "/help/"),
    "verify_code": at(STRANGER, "/verify/", "/verify/?code="),
    "verify": Visit(
        STRANGER, lambda w: (f"/verify/{w.certificate.code}/", "/verify/nothing-like-it/")
    ),
    "account_login": at(STRANGER, "/accounts/login/"),
    "account_signup": at(STRANGER, "/accounts/signup/"),
    "account_inactive": at(STRANGER, "/accounts/inactive/"),
    "account_email_verification_sent": at(STRANGER, "/accounts/confirm-email/"),
    "account_confirm_email": Visit(
        STRANGER, lambda w: (*confirmation(w), "/accounts/confirm-email/wrong/")
    ),
    "account_reset_password": at(STRANGER, "/accounts/password/reset/"),
    "account_reset_password_done": at(STRANGER, "/accounts/password/reset/done/"),
    "account_reset_password_from_key": Visit(
        STRANGER, lambda w: (new_password(w), "/accounts/password/reset/key/1-abc/")
    ),
    "account_reset_password_from_key_done": at(STRANGER, "/accounts/password/reset/key/done/"),
    "account_logout": at("author", "/accounts/logout/"),
    "account_reauthenticate": at("author", "/accounts/reauthenticate/"),
    "account_email": at("author", "/accounts/email/"),
    "account_change_password": at("author", "/accounts/password/change/"),
    "profile": Visit("expert", lambda _w: ("/accounts/profile/",)),
    "cases:index": at("author", "/cases/", "/cases/?q=nothing-like-it", "/cases/?holder=mine"),
    "cases:start": at("author", "/cases/new/EX/"),
    "cases:case": Visit("author", lambda w: (f"/cases/{w.case('summary').label}/", "/cases/no/")),
    "cases:act": Visit(
        "methodist",
        lambda w: (
            f"/cases/{w.case('registered').label}/assign/",
            f"/cases/{w.case('approved').label}/assign/",
        ),
    ),
    "cases:changes": Visit("author", lambda w: (w.paper() + "changes/",)),
    "cases:revoke": Visit(
        "secretary", lambda w: (f"/cases/{w.case('approved').label}/certificate/revoke/",)
    ),
    "reviews:index": at("expert", "/reviews/", "/reviews/?since=2026-01-01&until=2026-12-31"),
    "work:index": at("methodist", "/work/"),
    "work:together": Visit(
        "secretary",
        lambda w: (w.case("submitted") and "/work/together/EX/register/",),
    ),
    "work:panels": Visit(
        "methodist", lambda w: (w.case("registered") and "/work/panels/EX/assign/",)
    ),
    "work:batch": Visit(
        "secretary",
        lambda w: [f"/work/batches/{one.pk}/" for one in (w.batch, w.unfinished)],
    ),
    "council:index": Visit("secretary", lambda w: (w.session and "/council/",)),
    "council:session": Visit("secretary", lambda w: (f"/council/{w.session.number}/",)),
    "council:screen": Visit("member", lambda w: (f"/council/{w.session.number}/screen/",)),
    "absences": at("methodist", "/absences/"),
    "import": at("admin", "/import/organisations/", "/import/people/"),
    "directories:index": at("admin", "/directories/"),
    "admin:index": at("admin", "/admin/"),
    "admin:app_list": at("admin", *(f"/admin/{room}/" for room in ROOMS)),
    "admin:password_change": at("admin", "/admin/password_change/"),
    "admin:password_change_done": at("admin", "/admin/password_change/done/"),
    "admin:auth_user_password_change": Visit(
        "admin", lambda w: (f"/admin/permissions/user/{w.people.author.pk}/password/",)
    ),
}
NO_PAGE = {
    "account_set_password": "everybody chose a password when they signed up",
    "account_confirm_login_code": "logging in by code is switched off",
    "set_language": "is only sent to, and leads back",
    "uploads": "answers programs",
    "upload": "answers programs",
    "work:remind": "is only sent to, and leads back",
    "cases:saved": "is only sent to, and leads back",
    "cases:document": "is a file",
    "cases:word": "is a file",
    "cases:digest": "is a file",
    "cases:signature": "is a file",
    "cases:minutes_preview": "is a PDF",
    "council:bundle": "is a PDF",
    "council:state": "answers the page of a session",
    "council:own": "is only sent to, and leads back",
    "council:vote": "is only sent to, and leads back",
    "reviews:certificate": "is a file",
    "admin:workflows_letter_preview": "is a part of the page that changes a letter",
    "guide": "is a PDF",
    "emblem": "is a picture",
    "admin:login": "leads to our own login",
    "admin:workflows_letter_add": "an edition is prepared from the one before it",
    "admin:logout": "is only sent to, and leads to the login",
    "admin:autocomplete": "answers programs",
    "admin:jsi18n": "is a script",
    "admin:view_on_site": "leads elsewhere",
    "admin:": "leads elsewhere, or finds nothing",
}
# Only the owner of an installation sees these, as Django and the libraries made them.
OTHERS = ("admin:account_", "admin:procrastinate_")


def names() -> set[str]:
    """Name every address that the site answers at."""
    return set(_names(get_resolver(), ()))


def _names(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield ":".join((*spaces, one.name or ""))
        else:
            yield from _names(one, (*spaces, one.namespace) if one.namespace else spaces)


def visits() -> dict[str, Visit]:
    """Give the visit of every address that has pages."""
    found = VISITS | dict(_of_directories()) | dict(_of_administration())
    return {name: visit for name, visit in found.items() if name not in NO_PAGE}


def unpaged() -> set[str]:
    """Name the addresses without a page; in the administration nothing is deleted."""
    deleting = {f"admin:{key}_delete" for key, _model in _administered()}
    return set(NO_PAGE) | deleting | {name for name in names() if name.startswith(OTHERS)}


def _of_directories() -> Iterator[tuple[str, Visit]]:
    for name in ("organisation", "district", "region", "subject"):
        model = apps.get_model("permissions", name)
        space, root = f"directories:{name}", f"/directories/{name}/"
        yield f"{space}:index", at("admin", root)
        yield f"{space}:list", at("methodist", root)
        yield f"{space}:add", at("admin", root + "add/")
        yield f"{space}:change", Visit("admin", _first(root + "{}/change/", model))


def _of_administration() -> Iterator[tuple[str, Visit]]:
    for key, model in _administered():
        root = reverse(f"admin:{key}_changelist")
        yield f"admin:{key}_changelist", at("admin", root)
        yield f"admin:{key}_add", at("admin", root + "add/")
        yield f"admin:{key}_change", Visit("admin", _first(root + "{}/change/", model))
        yield f"admin:{key}_history", Visit("admin", _first(root + "{}/history/", model))


def _administered() -> Iterator[tuple[str, type[Model]]]:
    for model in admin.site._registry:
        if model._meta.app_label in ROOMS:
            yield f"{model._meta.app_label}_{model._meta.model_name}", model


def _first(path: str, model: type[Model]) -> Paths:
    def paths(_world: World) -> list[str]:
        rows = model._default_manager.order_by("pk")
        first = rows.exclude(username=system().username)[:1] if path.count("/user/") else rows[:1]
        if not first:
            raise LookupError(f"There is no {model.__name__} to look at.")
        return [path.format(first[0].pk)]

    return paths


def furnish(world: World) -> None:
    """Make what the administration has a page for and no seed brings."""
    if not DeclaredRelation.objects.exists():
        people = world.people
        DeclaredRelationFactory.create(person=people.outsider, other=people.school_head)
    assert Expert.objects.exists()
    if not MentorPlaces.objects.exists():
        MentorPlaces.objects.create(person=world.people.outsider, places=2)
    if not DeadlineRules.objects.exists():
        DeadlineRules.objects.create(process="EX")
    if not Terms.objects.exists():
        Terms.objects.create(process="EX", number=1, days={}, in_force_from="2026-01-01")
    assert Case.objects.exists() or world.case("draft")


def confirmation(world: World) -> list[str]:
    address = world.people.author.emailaddress_set.get()  # type: ignore[attr-defined]
    return [f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/"]


def new_password(world: World) -> str:
    person = world.people.author
    key = default_token_generator.make_token(person)
    return f"/accounts/password/reset/key/{user_pk_to_url_str(person)}-{key}/"
