"""What an author is asked for while the matter is with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from documents.forms import FilingsField
from documents.models import Document, DocumentKind, Version
from permissions.models import User
from workflows import dossiers
from workflows.ask import Ask
from workflows.authorship import coauthors
from workflows.remarks import Remark
from workflows.shown import Section

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from documents.intake import Filing
    from workflows.models import Case


class FiledField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among filed documents, each told by its kind and the name of its last file."""

    def label_from_instance(self, document: Any) -> str:
        """Tell two documents of one kind from each other."""
        return f"{document} · {document.last_name}"


def filed(case: Case) -> QuerySet[Document]:
    """Give what people filed with a case and did not withdraw, each with the name of its file."""
    documents = Document.objects.filter(
        dossier=case.dossier_id, kind__rendered=False, withdrawn_at=None
    )
    versions = Version.objects.filter(document=OuterRef("pk")).order_by("-number")
    last_name = Subquery(versions.values("name")[:1])
    return documents.select_related("kind").annotate(last_name=last_name)


class FileForm(Ask):
    """Documents of one kind or each of its own, or a new version of one that is there.

    It begins with the kind that is missing first.
    A file that arrived ahead of the form may have a kind of its own in ``arrived_kind_<token>``.
    """

    recorded: ClassVar[tuple[str, ...]] = ("kind", "note")

    kind = forms.ModelChoiceField(
        DocumentKind.objects.filter(rendered=False), label=_("Kind of document")
    )
    file = FilingsField(label=_("Files"))
    replaces = FiledField(
        Document.objects.none(),
        label=_("New version of"),
        required=False,
        empty_label=_("A new document"),
        help_text=_("Nothing is lost: earlier versions stay in the case."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            cast("FiledField", self.fields["replaces"]).queryset = filed(self.case)
        if self.case and not self.is_bound:
            missing = (item.requirement.kind_id for item in dossiers.missing(self.case))
            self.initial["kind"] = next(missing, None)

    def beside(self) -> Section:
        """Show what is still missing."""
        context = {"items_of_list": dossiers.required(self.case)}
        return Section(_("Required documents"), "workflows/sections/checklist.html", context)

    def clean(self) -> dict[str, Any]:
        """Give each file its kind, and keep a new version within the kind of its document."""
        cleaned = super().clean() or self.cleaned_data
        replaced, kind, files = (cleaned.get(name) for name in ("replaces", "kind", "file"))
        if not (kind and files):
            return cleaned
        cleaned["filings"] = [(self._kind_of(filing) or kind, filing) for filing in files]
        if replaced and len(files) > 1:
            self.add_error("replaces", _("A new version is one file; file the others as new."))
        elif replaced and replaced.kind_id != cleaned["filings"][0][0].pk:
            self.add_error("replaces", _("This document is of another kind."))
        return cleaned

    def _kind_of(self, filing: Filing) -> Any:
        """Give the kind that was chosen for one file; ``None`` for the one chosen for all."""
        token = getattr(filing.file, "token", None)
        chosen = self.data.get(f"arrived_kind_{token}") if token else None
        if not chosen:
            return None
        try:
            return self.fields["kind"].clean(chosen)
        except forms.ValidationError as error:
            self.add_error("kind", error)
            return None


class WithdrawDocumentForm(Ask):
    """A document that was filed by mistake."""

    recorded: ClassVar[tuple[str, ...]] = ("document",)

    document = FiledField(
        Document.objects.none(),
        label=_("Document"),
        help_text=_("It counts no more and is no longer shown; its versions stay in the archive."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            cast("FiledField", self.fields["document"]).queryset = filed(self.case)

    def record(self) -> dict[str, Any]:
        """Keep which document it was, in words."""
        field = cast("FiledField", self.fields["document"])
        return {"document": field.label_from_instance(self.cleaned_data["document"])}


class CoauthorForm(Ask):
    """A co-author by e-mail address or user name."""

    recorded: ClassVar[tuple[str, ...]] = ("person",)

    person = forms.CharField(
        label=_("E-mail address or user name"),
        help_text=_("The co-author needs an account and confirms there."),
    )

    def clean_person(self) -> User:
        """Find the person; refuse the author and whoever is named already."""
        typed = self.cleaned_data["person"].strip()
        field = "email__iexact" if "@" in typed else "username__iexact"
        person = User.objects.filter(**{field: typed}, is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address or user name is registered."))
        if self.case is not None:
            if person.pk == self.case.initiator_id:
                raise forms.ValidationError(_("This is the author."))
            if self.case.coauthors.filter(person=person).exists():
                raise forms.ValidationError(_("This person is named already."))
        return person


class RemoveCoauthorForm(Ask):
    """A co-author who is no longer one."""

    recorded: ClassVar[tuple[str, ...]] = ("person",)

    person = forms.ModelChoiceField(User.objects.none(), label=_("Co-author"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            field = cast("forms.ModelChoiceField[User]", self.fields["person"])
            field.queryset = User.objects.filter(pk__in=[c.person_id for c in coauthors(self.case)])


class AnswersForm(Ask):
    """An answer to each remark that was sent to the author."""

    bit_by_bit = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        self.remarks = list(Remark.objects.filter(case_id=case.pk, sent=True))
        for remark in self.remarks:
            self.fields[f"remark_{remark.pk}"] = forms.CharField(
                label=f"{remark.where} · {remark.get_severity_display()}",
                help_text=remark.text,
                initial=remark.answer,
                required=False,
                max_length=4000,
                widget=forms.Textarea,
            )

    def clean(self) -> dict[str, Any]:
        """Put the answers where the action finds them."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["answers"] = {r.pk: cleaned.get(f"remark_{r.pk}", "") for r in self.remarks}
        return cleaned
