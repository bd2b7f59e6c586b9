"""What the secretary and the methodist of a case are asked for."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from permissions.models import Membership, User
from permissions.roles import Role
from workflows import drafting, wanting
from workflows.ask import Ask
from workflows.authorship import makers
from workflows.panel import candidates, panel_now
from workflows.remarks import Remark
from workflows.spec import Outcome
from workflows.widgets import Candidates

MIN_PANEL = 2
DEFAULT_PANEL = 3
MAX_PANEL = 7


class ReasonForm(Ask):
    """A reason, kept in the trail."""

    recorded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=2000)


class IncompleteForm(Ask):
    """What is missing: begun with all that keeps the case from being registered."""

    recorded: ClassVar[tuple[str, ...]] = ("missing",)

    missing = forms.CharField(
        label=_("What is missing"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("One line for each thing; the author reads this list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case and not self.is_bound:
            found = wanting.everything(self.case)
            self.fields["missing"].initial = "\n".join(str(item) for item in found)


class RegisterForm(Ask):
    """Who leads the case."""

    recorded: ClassVar[tuple[str, ...]] = ("methodist",)

    methodist = forms.ModelChoiceField(User.objects.none(), label=_("Methodist"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            field = cast("forms.ModelChoiceField[User]", self.fields["methodist"])
            field.queryset = methodists(self.case)


class _PanelForm(Ask):
    """Experts, ranked; those with a conflict of interest are shown and cannot be taken."""

    def candidates(self) -> Any:
        """List those who neither lead the case nor are on the panel of this round, best first."""
        case: Any = self.case
        taken = {seat.person_id for seat in panel_now(case)} | {case.methodist_id}
        ranked = candidates(case, language=case.language)
        return [c for c in ranked if c.person.pk not in taken]

    def experts_field(self) -> Candidates:
        """Give the field that offers them."""
        return Candidates(self.candidates(), label=_("Experts"))


class AssignForm(_PanelForm):
    """The panel of a first round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["experts"] = self.experts_field()

    def clean_experts(self) -> list[int]:
        """Hold the panel to its size."""
        chosen: list[int] = self.cleaned_data["experts"]
        if not MIN_PANEL <= len(chosen) <= MAX_PANEL:
            raise forms.ValidationError(
                _("Choose from %(least)s to %(most)s experts; %(usual)s is usual."),
                params={"least": MIN_PANEL, "most": MAX_PANEL, "usual": DEFAULT_PANEL},
            )
        return chosen


class InviteForm(_PanelForm):
    """One more expert, in the place of one who declined."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["experts"] = self.experts_field()

    def clean_experts(self) -> list[int]:
        """Take exactly one."""
        chosen: list[int] = self.cleaned_data["experts"]
        if len(chosen) != 1:
            raise forms.ValidationError(_("Choose one expert."))
        return chosen


class ReplaceForm(InviteForm):
    """An expert to be replaced, and who comes instead."""

    recorded: ClassVar[tuple[str, ...]] = ("review", "reason")

    review = forms.ModelChoiceField(User.objects.none(), label=_("Expert to be replaced"))
    reason = forms.CharField(label=_("Reason"), max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        open_seats = [seat.person_id for seat in panel_now(case) if seat.review.open]
        field = cast("forms.ModelChoiceField[User]", self.fields["review"])
        field.queryset = User.objects.filter(pk__in=open_seats)


class SummaryForm(Ask):
    """The consolidated conclusion of the methodist, in both languages.

    It begins with what was written before, or else with what the reviews suggest.
    """

    kept: ClassVar[tuple[str, ...]] = ("summary_kk", "summary_ru")
    revise: ClassVar[bool] = False

    summary_kk = forms.CharField(
        label=_("Consolidated conclusion in Kazakh"),
        widget=forms.Textarea,
        max_length=8000,
        help_text=_("Begun from the reviews: read it through and correct it."),
    )
    summary_ru = forms.CharField(
        label=_("Consolidated conclusion in Russian"), widget=forms.Textarea, max_length=8000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case and not self.is_bound and not any(self.initial[name] for name in self.kept):
            found = drafting.opinions(self.case)
            for name, language in zip(self.kept, ("kk", "ru"), strict=True):
                with override(language):
                    self.initial[name] = drafting.conclusion(found, revise=self.revise)


class SendRemarksForm(SummaryForm):
    """The conclusion, and the remarks for the author: all, unless some are held back."""

    revise: ClassVar[bool] = True

    remarks = forms.ModelMultipleChoiceField(
        Remark.objects.none(),
        label=_("Remarks for the author"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The author sees the remarks, not who made them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            field = cast("forms.ModelMultipleChoiceField[Remark]", self.fields["remarks"])
            unsent = Remark.objects.filter(case_id=self.case.pk, sent=False)
            field.queryset = unsent.filter(review__outcome=Outcome.POSITIVE)
            field.initial = field.queryset


def methodists(case: Any) -> Any:
    """List who may lead a case: methodists of its scope who are not its authors."""
    members = Membership.objects.in_force().filter(role__name=Role.METHODIST, region=case.region_id)
    return User.objects.filter(pk__in=members.values("user_id"), is_active=True).exclude(
        pk__in=makers(case)
    )
