"""What is asked of whoever opens a case in the name of an organisation."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from permissions.forms import NamedField
from permissions.models import Organisation
from permissions.roles import Role
from workflows.ask import Ask


class ForOrganisation(Ask):
    """An organisation that the person heads, which gives the case its place."""

    field_order = ("organisation",)

    organisation = NamedField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = Organisation.objects.filter(pk__in=self._headed())

    def _headed(self) -> list[int]:
        held = self.actor.memberships_now
        keys = [m.organisation_id for m in held if m.role_id == Role.ORGANISATION_HEAD]
        return [key for key in keys if key is not None]

    def fields_of_case(self) -> dict[str, Any]:
        """Place the case where the organisation is."""
        organisation: Organisation = self.cleaned_data["organisation"]
        return super().fields_of_case() | {
            "district": organisation.district,
            "region": organisation.district.region,
        }
