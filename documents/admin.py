"""Directories of documents, for administrators."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.editions import prepare_next
from documents.models import DocumentKind, DocumentList, Requirement
from documents.new_codes import NewCode
from permissions.administering import ForAdministrators, is_administrator


@admin.register(DocumentKind)
class DocumentKindAdmin(ForAdministrators):
    """Kinds of documents."""

    list_display = ["name_kk", "name_ru", "code", "position"]
    search_fields = ["name_kk", "name_ru", "name_en", "code"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Keep the code, which processes refer to."""
        return ["code"] if obj else []


class RequirementInline(admin.TabularInline[Requirement, DocumentList]):
    """The lines of a list, open until it is published."""

    model = Requirement
    extra = 0

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer what people file, not what the system writes."""
        if db_field.name == "kind":
            kwargs["queryset"] = DocumentKind.objects.filter(rendered=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators read."""
        return is_administrator(request)

    # Django's inlines get the list as well, which the stubs of their base do not say.
    def has_add_permission(  # type: ignore[override]
        self, request: HttpRequest, obj: DocumentList | None
    ) -> bool:
        """Let administrators add lines."""
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: DocumentList | None = None) -> bool:
        """Let administrators change lines."""
        return is_administrator(request) and _is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: DocumentList | None = None) -> bool:
        """Let administrators take lines out."""
        return self.has_change_permission(request, obj)


class ListForm(NewCode[DocumentList]):
    """A list; one that is new has a code of its own."""

    class Meta:
        model = DocumentList
        fields = ("code", "name_kk", "name_ru", "name_en", "in_force_from")


@admin.register(DocumentList)
class DocumentListAdmin(ForAdministrators):
    """Editions of lists of required documents, open until they are published."""

    list_display = ["name_kk", "name_ru", "code", "edition", "in_force_from"]
    list_filter = ["code"]
    fields = ["code", "edition", "name_kk", "name_ru", "name_en", "in_force_from"]
    form = ListForm
    inlines = [RequirementInline]
    actions = ["prepare_edition"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Keep the code, by which processes find the list; editions are counted."""
        return ["code", "edition"] if obj else ["edition"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let administrators change a list that is not published."""
        return super().has_change_permission(request, obj) and _is_open(obj)

    def save_model(self, request: HttpRequest, obj: DocumentList, form: Any, change: Any) -> None:
        """Save the list as not published, since its lines come after it."""
        obj.in_force_from = None
        obj.edition = obj.edition or 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Save the lines, then publish if a day was given."""
        super().save_related(request, form, formsets, change)
        day = form.cleaned_data["in_force_from"]
        DocumentList.objects.filter(pk=form.instance.pk).update(in_force_from=day)

    @admin.action(description=_("Prepare the next edition"), permissions=["add"])
    def prepare_edition(self, request: HttpRequest, queryset: QuerySet[DocumentList]) -> None:
        """Copy each chosen list, with its lines, as an edition not yet published."""
        for document_list in queryset:
            edition = prepare_next(document_list).edition
            text = _("Edition %(edition)d of “%(name)s” is in preparation.")
            messages.success(request, text % {"edition": edition, "name": document_list.name})


def _is_open(obj: Model | None) -> bool:
    return not (isinstance(obj, DocumentList) and obj.published)
