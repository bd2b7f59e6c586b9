"""Absences: a person, or the head of the centre for them, names days and a substitute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from permissions.models import Absence, User
from permissions.roles import Role
from workflows import absences
from workflows.views.people import PersonView

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from workflows.views.people import Asked

STAFF = [role.value for role in Role if role != Role.AUTHOR]


def _staff() -> QuerySet[User]:
    found = User.objects.filter(is_active=True, groups__name__in=STAFF).distinct()
    return found.order_by("last_name", "first_name", "pk")


def _days() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of a person by their whole name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the person."""
        return str(obj.full_name)


class AbsenceForm(forms.Form):
    """Who is away, when, and who does their work."""

    person = PersonField(queryset=User.objects.none(), label=_("Who is away"))
    first = forms.DateField(label=_("First day of absence"), widget=_days())
    last = forms.DateField(label=_("Last day of absence"), widget=_days())
    substitute = PersonField(
        queryset=User.objects.none(),
        label=_("Substitute"),
        help_text=_("Somebody in the same role. Ballots, reviews and sessions stay personal."),
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if Role.CENTRE_HEAD in actor.roles_now:
            self._choices("person", _staff())
            self._choices("substitute", _staff())
        else:
            del self.fields["person"]
            self._choices("substitute", absences.colleagues(actor))

    def _choices(self, name: str, people: QuerySet[User]) -> None:
        self.fields[name].queryset = people  # type: ignore[attr-defined]

    def save(self) -> bool:
        """Set the absence, or put what is against it beside its field; say whether it is set."""
        if not self.is_valid():
            return False
        said = {"person": self.actor} | self.cleaned_data
        if not absences.colleagues(said["person"]).filter(pk=said["substitute"].pk).exists():
            self.add_error("substitute", _("This person does not hold the same role."))
            return False
        try:
            absences.absent(**said, by=self.actor)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class AbsencesView(PersonView):
    """Absences that concern a person, and the form of a new one."""

    def get(self, request: Asked) -> HttpResponse:
        """Show them."""
        if not request.user.roles_now - {Role.AUTHOR}:
            raise PermissionDenied(gettext("Nobody needs to stand in for you."))
        return self._page(request, AbsenceForm(actor=request.user))

    def post(self, request: Asked) -> HttpResponse:
        """Set an absence, or end one."""
        if not request.user.roles_now - {Role.AUTHOR}:
            raise PermissionDenied(gettext("Nobody needs to stand in for you."))
        if key := request.POST.get("end"):
            return self._end(request, key)
        form = AbsenceForm(request.POST, actor=request.user)
        if not form.save():
            return self._page(request, form, status=422)
        messages.success(request, gettext("The absence is set; the work moves on its first day."))
        return redirect("absences")

    @staticmethod
    def _end(request: Asked, key: str) -> HttpResponse:
        found = get_object_or_404(Absence, pk=key if key.isdecimal() else 0)
        if not absences.may_set(request.user, found.person):
            raise PermissionDenied(
                gettext("Only the person or the head of the centre can do this.")
            )
        absences.end(found, on=timezone.localdate())
        messages.success(request, gettext("The absence has ended; the work comes back."))
        return redirect("absences")

    @staticmethod
    def _page(request: Asked, form: AbsenceForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "absences": listed(request.user, timezone.localdate()),
            "today": timezone.localdate(),
            "is_head": Role.CENTRE_HEAD in request.user.roles_now,
        }
        return render(request, "workflows/absences.html", context, status=status)


def listed(person: User, today: date) -> QuerySet[Absence]:
    """List the absences of today and later that concern a person; the head reads all."""
    rows = Absence.objects.filter(last__gte=today).select_related("person", "substitute")
    if Role.CENTRE_HEAD in person.roles_now:
        return rows
    return rows.filter(Q(person=person) | Q(substitute=person))
