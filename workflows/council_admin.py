"""Councils with those who sit on them, and editions of their rules, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, model_to_dict
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from permissions.administering import ForAdministrators, is_administrator
from permissions.models.membership import today
from workflows.added_only import AddedOnly
from workflows.councils.bodies import Council, CouncilMember, CouncilRules, Office, voters_on
from workflows.councils.counting import quorum
from workflows.councils.stages import sessions

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

NUMBERS = (
    "council",
    "quorum_numerator",
    "quorum_denominator",
    "quorum_number",
    "majority",
    "casting_vote",
    "secret",
    "notice_days",
    "validity_years",
)


class MembersFormSet(BaseInlineFormSet[CouncilMember, Council, Any]):
    """The members of a council, judged as they will be together."""

    def clean(self) -> None:
        """Refuse a second chair and a person who sits twice."""
        super().clean()
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        sitting = [row for row in rows if not row.get("until")]
        people = [row["person"] for row in sitting]
        if len(set(people)) < len(people):
            raise ValidationError(_("This person already sits on this council."))
        if sum(row["office"] == Office.CHAIR for row in sitting) > 1:
            raise ValidationError(_("The council already has a chair."))

    def save_existing_objects(self, commit: bool = True) -> list[CouncilMember]:  # noqa: FBT001, FBT002 (Django's own)
        """Save the chair last, since whoever was it before must have ceased to be."""
        count = self.initial_form_count()
        self.forms[:count] = sorted(self.forms[:count], key=_chairs)
        saved: list[CouncilMember] = super().save_existing_objects(commit)
        return saved


def _chairs(form: Any) -> bool:
    row = form.cleaned_data
    return row.get("office") == Office.CHAIR and not row.get("until")


class MemberInline(admin.StackedInline[CouncilMember, Council]):
    """Who sits on a council; a term of office ends, it is not deleted."""

    model = CouncilMember
    formset = MembersFormSet
    fields = (("person", "office", "since", "until"),)
    autocomplete_fields = ("person",)
    extra = 0
    formfield_overrides = ForAdministrators.formfield_overrides

    def get_queryset(self, request: HttpRequest) -> QuerySet[CouncilMember]:
        """Read the members with their names, those who sit today first."""
        rows = super().get_queryset(request).select_related("person", "council")
        return rows.order_by("until", "person__last_name", "pk")

    def has_view_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators read."""
        return is_administrator(request)

    # Django's inlines get the council as well, which the stubs of their base do not say.
    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:  # type: ignore[override] # noqa: ARG002
        """Let administrators seat members."""
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let administrators change an office and end a term."""
        return is_administrator(request)

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Let nobody delete a term of office: past sessions rest on it."""
        return False


@admin.register(Council)
class CouncilAdmin(ForAdministrators):
    """Councils, each with its members."""

    list_display = ["name_kk", "name_ru", "kind", "region", "active"]
    list_filter = ["kind", "active"]
    list_select_related = ["region"]
    fields = ["code", "kind", "region", "name_kk", "name_ru", "name_en", "active"]
    inlines = [MemberInline]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep the code and the kind, by which processes find the council."""
        return ["code", "kind"] if obj else []


@admin.register(CouncilRules)
class CouncilRulesAdmin(AddedOnly):
    """Editions of the council's rules; each session keeps the one of its day."""

    list_display = ["in_force_from", *NUMBERS]
    list_filter = ["council"]
    list_select_related = ["council"]
    ordering = ["-in_force_from"]

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Put an edition into words above its numbers."""
        numbers = {"fields": ["council", "in_force_from", *NUMBERS[1:]]}
        explained = [(_("What these rules mean"), {"fields": ["explained"]})] if obj else []
        return [*explained, (None, numbers)]

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Show an edition in words."""
        return ["explained"] if obj else []

    @admin.display(description=_("In words"))
    def explained(self, rules: CouncilRules) -> SafeString:
        """Say what an edition means, counted for the council as it is today."""
        return format_html_join("", "<p>{}</p>", ((line,) for line in in_words(rules)))

    def initial_from(self, edition: CouncilRules) -> dict[str, Any]:
        """Give the numbers; the day is new."""
        held = model_to_dict(edition, fields=NUMBERS)
        return {name: value for name, value in held.items() if value is not None}


def in_words(rules: CouncilRules) -> list[str]:
    """Say an edition in sentences."""
    count = len(voters_on(rules.council_id, today()))
    needed = quorum(rules.counted_by, count)
    held = sessions().filter(rules=rules).count()
    tie = (
        gettext("If the votes are equal, the chair decides.")
        if rules.casting_vote
        else gettext("If the votes are equal, the motion is not carried.")
    )
    secret = (
        gettext("Voting is secret unless the secretary says otherwise.")
        if rules.secret
        else gettext("Voting is open unless the secretary says otherwise.")
    )
    notice = ngettext(
        "The agenda is sent at least %(n)s working day before the session; later only with a"
        " reason.",
        "The agenda is sent at least %(n)s working days before the session; later only with a"
        " reason.",
        rules.notice_days,
    )
    valid = ngettext(
        "What is approved is valid for %(n)s year.",
        "What is approved is valid for %(n)s years.",
        rules.validity_years,
    )
    under = ngettext(
        "%(n)s session was planned under this edition and keeps it.",
        "%(n)s sessions were planned under this edition and keep it.",
        held,
    )
    return [
        _quorum_in_words(rules),
        gettext("Today %(count)s have a vote, so %(needed)s must be present.")
        % {"count": count, "needed": needed},
        gettext("Whoever is recused from an item counts neither as a member nor as present in it."),
        gettext("A motion is carried by: %(majority)s.")
        % {"majority": str(rules.get_majority_display()).lower()},
        *(tie, secret, notice % {"n": rules.notice_days}, valid % {"n": rules.validity_years}),
        *([under % {"n": held}] if held else []),
    ]


def _quorum_in_words(rules: CouncilRules) -> str:
    if rules.quorum_number is not None:
        said = ngettext(
            "The quorum is %(n)s member with a vote.",
            "The quorum is %(n)s members with a vote.",
            rules.quorum_number,
        )
        return said % {"n": rules.quorum_number}
    fraction = f"{rules.quorum_numerator}/{rules.quorum_denominator}"
    said = gettext("The quorum is %(fraction)s of those who have a vote, rounded up.")
    return said % {"fraction": fraction}
