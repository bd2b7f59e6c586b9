"""Directories of documents, for the administrator."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.editions import prepare_next
from documents.models import DocumentKind, DocumentList, Requirement


@admin.register(DocumentKind)
class DocumentKindAdmin(admin.ModelAdmin[DocumentKind]):
    """Kinds of documents."""

    list_display = ["name_kk", "name_ru", "code", "position"]
    search_fields = ["name_kk", "name_ru", "name_en", "code"]

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django asks for it
        obj: DocumentKind | None = None,
    ) -> list[str]:
        """Keep the code, which processes refer to."""
        return ["code"] if obj else []

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django asks for it
        obj: DocumentKind | None = None,  # noqa: ARG002
    ) -> bool:
        """Nothing is deleted."""
        return False


class RequirementInline(admin.TabularInline[Requirement, DocumentList]):
    """The lines of a list."""

    model = Requirement
    extra = 0

    # Django's inlines get the list as well, which the stubs of their base do not say.
    def has_add_permission(  # type: ignore[override]
        self, request: HttpRequest, obj: DocumentList | None
    ) -> bool:
        """Only a list in preparation can change."""
        return _can_change(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: DocumentList | None = None) -> bool:
        """Only a list in preparation can change."""
        return _can_change(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: DocumentList | None = None) -> bool:
        """Only a list in preparation can change."""
        return _can_change(obj) and super().has_delete_permission(request, obj)


@admin.register(DocumentList)
class DocumentListAdmin(admin.ModelAdmin[DocumentList]):
    """Editions of lists of required documents."""

    list_display = ["name_kk", "name_ru", "code", "edition", "in_force_from"]
    list_filter = ["code"]
    inlines = [RequirementInline]
    actions = ["prepare_edition"]

    def has_change_permission(self, request: HttpRequest, obj: DocumentList | None = None) -> bool:
        """Only a list in preparation can change."""
        return _can_change(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django asks for it
        obj: DocumentList | None = None,  # noqa: ARG002
    ) -> bool:
        """Nothing is deleted."""
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Publish only after the lines are saved, since from then on none can be."""
        document_list: DocumentList = form.instance
        super().save_related(request, form, formsets, change)
        document_list.in_force_from = form.cleaned_data["in_force_from"]
        document_list.save()

    def save_model(self, request: HttpRequest, obj: DocumentList, form: Any, change: Any) -> None:
        """Save the list as still in preparation; see `save_related`."""
        obj.in_force_from = None
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Prepare the next edition"), permissions=["add"])
    def prepare_edition(self, request: HttpRequest, queryset: QuerySet[DocumentList]) -> None:
        """Copy each chosen list, with its lines, as an edition in preparation."""
        for document_list in queryset:
            copied = prepare_next(document_list)
            messages.success(request, _("Edition %d is in preparation.") % copied.edition)


def _can_change(document_list: DocumentList | None) -> bool:
    return document_list is None or not document_list.published
