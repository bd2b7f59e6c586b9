"""The wording of papers in the admin's corner, with a preview as one types and a test print."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from documents import serve
from documents.papers import typesetting, wording
from documents.papers.kinds import Kind
from documents.papers.specimens import VARIANTS, specimen
from documents.papers.wording import LANGUAGES
from permissions.administering import ForAdministrators
from workflows import letters
from workflows.letter_form import LetterForm, fault, field_name, typed, wording_of
from workflows.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

PPI = 96
ASKED_LANGUAGE, ASKED_VARIANT = "preview_language", "preview_variant"
PREVIEW, PRINT = "_preview", "_print"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview shows of an edition: which language, which variant, and the pages or faults.

    ``pages`` are PNG in base 64.
    """

    language: str
    variant: str
    faults: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)


def _sample(letter: Letter, data: Mapping[str, str]) -> tuple[Shown, dict[str, Any]]:
    """Word sample data as typed; with faults there is nothing to set in type."""
    kind, texts = Kind(letter.kind), typed(letter, data)
    variants = VARIANTS.get(kind, {"": ""})
    language, variant = data.get(ASKED_LANGUAGE, ""), data.get(ASKED_VARIANT, "")
    shown = Shown(
        language if language in LANGUAGES else LANGUAGES[0],
        variant if variant in variants else next(iter(variants)),
    )
    labels = {passage.name: passage.label for passage in wording_of(letter).passages}
    for name, text in wording.in_language(texts, shown.language).items():
        if wrong := fault(letter, text):
            shown.faults.append(f"{labels[name]}: {wrong}")
    said = specimen(
        kind,
        shown.language,
        shown.variant,
        today=timezone.localdate().isoformat(),
        site=settings.SARAP_ADDRESS,
    )
    worded = {"edition": letter.edition, "texts": wording.in_language(texts, shown.language)}
    return shown, said | {"wording": worded}


def _preview(letter: Letter, data: Mapping[str, str]) -> Shown:
    shown, said = _sample(letter, data)
    if not shown.faults:
        made = typesetting.pictures(Kind(letter.kind), shown.language, said, ppi=PPI)
        shown.pages.extend(b64encode(page).decode() for page in made)
    return shown


@admin.register(Letter)
class LetterAdmin(ForAdministrators):
    """Editions of the wording of papers, open until they are published."""

    list_display = ["label", "edition", "in_force_from"]
    list_filter = ["in_force_from"]
    actions = ["prepare_edition"]
    change_form_template = "workflows/letter.html"

    @admin.display(description=_("Paper"), ordering="kind")
    def label(self, letter: Letter) -> str:
        """Name the paper."""
        return letter.label

    def has_add_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let nobody begin from nothing: each paper has its first edition."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let administrators change an edition that is not published."""
        return super().has_change_permission(request, obj) and not (
            isinstance(obj, Letter) and obj.published
        )

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's own)
        **kwargs: Any,
    ) -> Any:
        """Give the form of the passages; one that only asks for a preview saves nothing."""
        if obj is None or obj.published:
            return super().get_form(request, obj, change, **kwargs)
        return Unsaved if {PREVIEW, PRINT} & request.POST.keys() else LetterForm

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Group the passages; those of a published edition stand in words."""
        if obj.published:
            return [(None, {"fields": ["label", "edition", "in_force_from", "passages"]})]
        passages = [
            tuple(field_name(passage.name, language) for language in LANGUAGES)
            for passage in wording_of(obj).passages
        ]
        about = {"fields": ["label", "edition", "in_force_from"]}
        return [(None, about), (_("Wording"), {"fields": passages, "description": _places(obj)})]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep which paper and which edition it is."""
        return ["label", "edition", *(["passages"] if obj and obj.published else [])]

    @admin.display(description=_("Wording"))
    def passages(self, letter: Letter) -> SafeString:
        """Put the passages into words."""
        lines = (
            (passage.label, language, letter.passages[passage.name][language])
            for passage in wording_of(letter).passages
            for language in LANGUAGES
        )
        return format_html_join("", '<p><b>{}</b> <span lang="{}">{}</span></p>', lines)

    def render_change_form(  # type: ignore[override] # the obj is always there
        self, request: HttpRequest, context: Any, *, obj: Letter, **kwargs: Any
    ) -> Any:
        """Show the page with the preview of what is typed or saved."""
        context |= {
            "preview": _preview(obj, request.POST or request.GET),
            "languages": {"kk": "Қазақша", "ru": "Русский"},
            "variants": VARIANTS.get(Kind(obj.kind), {}),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Send the test print where it is asked for and can be made; otherwise the page."""
        asked = request.POST or request.GET
        if PRINT in asked:
            letter = self._letter(request, object_id)
            shown, said = _sample(letter, asked)
            if not shown.faults:
                made = typesetting.render(Kind(letter.kind), shown.language, said)
                return serve.made(made, f"{letter}.pdf", "application/pdf", inline=True)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self) -> list[Any]:
        """Add the address that previews what is being typed."""
        live = self.admin_site.admin_view(self.preview_view)
        name = "workflows_letter_preview"
        return [path("<int:pk>/preview/", live, name=name), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set what is typed in type, as a part of the page."""
        shown = _preview(self._letter(request, str(pk)), request.POST)
        context = {"preview": shown}
        return render(request, "workflows/includes/letter_preview.html", context)

    def _letter(self, request: HttpRequest, pk: str | None) -> Letter:
        letter: Letter | None = self.get_object(request, str(pk))
        if letter is None or not self.has_view_permission(request, letter):
            raise Http404
        return letter

    @admin.action(description=_("Prepare the next edition"), permissions=["view"])
    def prepare_edition(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        """Copy each chosen edition as one not yet published."""
        for letter in queryset:
            edition = letters.prepare_next(letter).edition
            text = _("Edition %(edition)d of “%(name)s” is in preparation.")
            messages.success(request, text % {"edition": edition, "name": letter.label})


class Unsaved(LetterForm):
    """The form when it is only looked at: it is shown again, with what was typed."""

    def is_valid(self) -> bool:
        """Let nothing be saved."""
        super().is_valid()
        return False


def _places(letter: Letter) -> SafeString:
    """Explain the places that can stand in the passages of a paper."""
    places = wording_of(letter).places.items()
    listed = format_html_join(", ", "<code>{{{}}}</code> – {}", places)
    about = _("In these places the paper says what it is about:")
    return format_html("<p>{} {}.</p>", about, listed)
