"""Bringing organisations and people in from spreadsheets: look first, then do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.forms import FilingField
from permissions import sheets
from permissions.directories import may_edit
from permissions.imports import organisations, people
from permissions.imports.fates import Fate
from permissions.imports.reading import Line, read, write_template
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from permissions.imports.fates import Plan
    from permissions.imports.reading import Heading
    from workflows.views.people import Asked

# A look is good for as long as somebody may need to go and ask.
HOURS = 12
XLSX = sheets.MEDIA_TYPES["xlsx"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be brought in."""

    title: StrOrPromise
    headings: Sequence[Heading]
    plan: Callable[[Sequence[Line]], Plan]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "organisations": Kind(
            gettext_lazy("Import of organisations"), organisations.HEADINGS, organisations.plan
        ),
        "people": Kind(gettext_lazy("Import of people"), people.HEADINGS, people.plan),
    }
)


class TableForm(forms.Form):
    """The table to look at; its cleaned value is the file, found to be a workbook."""

    table = FilingField(label=gettext_lazy("Table (XLSX)"))

    def clean_table(self) -> Any:
        """Take workbooks only."""
        filing = self.cleaned_data["table"]
        if filing.media_type != XLSX:
            raise ValidationError(_("Choose a table in the XLSX format."), code="type")
        return filing.file


class ImportView(PersonView):
    """Shows what would become of each row, and does it when the person says so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let administrators in."""
        if request.user.is_authenticated and not may_edit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Asked, what: str) -> HttpResponse:
        """Show the form, or give the empty table to fill in."""
        kind = _kind(what)
        if "template" not in request.GET:
            return self._page(what, form=TableForm())
        file = io.BytesIO()
        write_template(file, kind.headings)
        disposition = f'attachment; filename="{what}.xlsx"'
        answer = HttpResponse(file.getvalue(), content_type=XLSX)
        answer["Content-Disposition"] = disposition
        return answer

    def post(self, request: Asked, what: str) -> HttpResponse:
        """Look at a table, or do what was looked at."""
        kept = request.POST.get("kept")
        return self._carry_out(what, kept) if kept else self._look(what)

    def _look(self, what: str) -> HttpResponse:
        form = TableForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(what, form=form, status=422)
        try:
            lines = read(form.cleaned_data["table"], _kind(what).headings)
            kept = self._sign(what, lines)
        except ValidationError as error:
            form.add_error("table", error)
            return self._page(what, form=form, status=422)
        return self._page(what, form=TableForm(), plan=_kind(what).plan(lines), kept=kept)

    def _sign(self, what: str, lines: Sequence[Line]) -> str:
        rows = [[line.number, line.cells] for line in lines]
        kept = signing.dumps(rows, salt=self._salt(what), compress=True)
        if len(kept) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 0.9:
            raise ValidationError(_("The table holds too much for one go. Split it."))
        return kept

    def _salt(self, what: str) -> str:
        return f"import of {what} by {self.request.user.pk}"

    def _carry_out(self, what: str, kept: str) -> HttpResponse:
        try:
            rows = signing.loads(kept, salt=self._salt(what), max_age=HOURS * 3600)
        except signing.BadSignature:
            form = _with_error(_("Too much time has gone by. Choose the table once more."))
            return self._page(what, form=form, status=422)
        lines = [Line(number, cells) for number, cells in rows]
        # Looked at anew, because others may have changed the same rows meanwhile.
        plan = _kind(what).plan(lines)
        try:
            plan.carry_out(self.request.user)
        except IntegrityError:
            text = _("Somebody changed the same rows this moment. Nothing was done; try again.")
            again = _kind(what).plan(lines)
            return self._page(what, form=_with_error(text), plan=again, kept=kept, status=409)
        return self._page(what, form=TableForm(), plan=plan, done=True)

    def _page(self, what: str, *, status: int = 200, **context: Any) -> HttpResponse:
        plan: Plan | None = context.get("plan")
        counts = {fate.value: plan.count(fate) for fate in Fate} if plan else {}
        context |= {
            "what": what,
            "title": _kind(what).title,
            "kinds": KINDS,
            "counts": counts,
        }
        return render(self.request, "workflows/import.html", context, status=status)


def _kind(what: str) -> Kind:
    try:
        return KINDS[what]
    except KeyError:
        raise Http404 from None


def _with_error(text: str) -> TableForm:
    form = TableForm({})
    form.errors["table"] = form.error_class([text])
    return form
