"""What a newcomer tells of themselves when they open an account, and the form of a new role.

django-allauth joins this form with its own fields for e-mail, user name and password.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from permissions import people
from permissions.alphabet import by_name, sort_key
from permissions.models import Language, Membership, Named, Organisation, User
from permissions.models.membership import SCOPES
from permissions.models.people import validate_name
from permissions.numbers import validate_iin
from permissions.roles import Role


class ByDistrict(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]
    """Organisations under the names of their districts, both in alphabetical order."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        found = sorted(self.queryset, key=lambda o: (sort_key(o.district.name), sort_key(o.name)))
        for district, organisations in groupby(found, key=lambda o: o.district):
            yield (district.name, [self.choice(organisation) for organisation in organisations])


class ByName(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]
    """Named rows in alphabetical order, as the reader sees their names."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from map(self.choice, sorted(self.queryset, key=lambda row: sort_key(row.name)))


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of a named row, such as a subject."""

    iterator = ByName


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of a working organisation, by district."""

    iterator = ByDistrict


def alphabetical(form: forms.BaseForm) -> None:
    """Have every choice of a named row in a form in alphabetical order, as its reader sees it."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            rows: QuerySet[Any] | None = field.queryset
            if rows is not None and issubclass(rows.model, Named):
                field.queryset = rows.order_by(by_name(), "pk")


class SignupForm(forms.Form):
    """Names, IIN, organisation and language of a new author."""

    field_order = [
        "last_name",
        "first_name",
        "patronymic",
        "iin",
        "organisation",
        "language",
        "email",
        "username",
        "password1",
        "password2",
    ]

    last_name = forms.CharField(label=_("Last name"), max_length=100, validators=[validate_name])
    first_name = forms.CharField(label=_("First name"), max_length=100, validators=[validate_name])
    patronymic = forms.CharField(
        label=_("Patronymic"), max_length=100, required=False, validators=[validate_name]
    )
    iin = forms.CharField(
        label=_("IIN"),
        required=False,
        help_text=_("12 digits. It is shown to nobody who does not need it."),
    )
    organisation = OrganisationField(
        queryset=Organisation.objects.filter(is_active=True).select_related("district"),
        label=_("Organisation"),
        empty_label=_("Choose your organisation"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_iin(self) -> str | None:
        """Accept no IIN, or one that is possible and that nobody else has."""
        iin = self.cleaned_data["iin"].replace(" ", "")
        if not iin:
            return None
        validate_iin(iin)
        if User.objects.filter(iin=iin).exists():
            raise forms.ValidationError(
                _("An account with this IIN exists already. Log in, or reset your password."),
                code="iin_taken",
            )
        return str(iin)

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Write what was told to the new account and make its owner an author."""
        user.patronymic = self.cleaned_data["patronymic"]
        user.iin = self.cleaned_data["iin"]
        user.organisation = self.cleaned_data["organisation"]
        user.language = self.cleaned_data["language"]
        user.save(update_fields=["patronymic", "iin", "organisation", "language"])
        people.grant_role(user, Role.AUTHOR, by=people.system())


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new membership."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    class Meta:
        model = Membership
        fields = ["user", *SCOPES]

    def clean_role(self) -> Group:
        """Give the group that carries the role."""
        return Group.objects.get(name=self.cleaned_data["role"])
