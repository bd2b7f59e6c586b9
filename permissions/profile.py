"""A person's own page: what the centre knows of them, and what they may change themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View

from permissions.forms import OrganisationField
from permissions.models import Membership, Organisation, User
from permissions.models.membership import SCOPES
from permissions.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names, work and language; where the organisation is held fast, it is not asked for."""

    organisation = OrganisationField(
        queryset=Organisation.objects.none(),
        label=_("Organisation"),
        empty_label=_("Choose your organisation"),
    )

    class Meta:
        model = User
        fields = ["last_name", "first_name", "patronymic", "organisation", "position", "language"]
        help_texts = {"language": _("Pages, mails and papers for you are in this language.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if chooses_organisation(self.instance):
            offered = Q(is_active=True) | Q(pk=self.instance.organisation_id)
            found = Organisation.objects.filter(offered).select_related("district")
            self.fields["organisation"].queryset = found  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


def chooses_organisation(person: User) -> bool:
    """Tell whether a person names their own organisation, as authors do when they sign up.

    Whoever judges cases does not: the organisation tells which ones they must not judge.
    """
    return person.organisation_id is None or person.roles_now <= {Role.AUTHOR}


class ProfileView(LoginRequiredMixin, View):
    """My profile."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        person = _person(request)
        return self._page(request, ProfileForm(instance=person), person)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was changed, or show again what is wrong with it."""
        person = _person(request)
        form = ProfileForm(request.POST, instance=person)
        if not form.is_valid():
            # Beside the form stands what is kept, not what was typed.
            return self._page(request, form, _person(request), status=422)
        person.save(update_fields=form.changed_data)
        with override(person.language):
            messages.success(request, str(_("Your profile is saved.")))
        return redirect("profile")

    @staticmethod
    def _page(
        request: HttpRequest, form: ProfileForm, person: User, *, status: int = 200
    ) -> HttpResponse:
        held = Membership.objects.in_force().filter(user=person).select_related(*SCOPES)
        context = {
            "form": form,
            "person": person,
            "roles": [
                (
                    Role(one.role_id).label,
                    [scope for name in SCOPES if (scope := getattr(one, name))],
                    one.since,
                )
                for one in held.order_by("since", "pk")
            ],
            "reviews": Role.EXPERT in person.roles_now,
        }
        return render(request, "permissions/profile.html", context, status=status)


def _person(request: HttpRequest) -> User:
    """Read the person who is logged in, apart from the one whom the page greets."""
    return User.objects.select_related("organisation").get(username=request.user.get_username())
