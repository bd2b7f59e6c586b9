"""What a reviewer is asked for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflows.ask import Ask
from workflows.remarks import Remark, Severity
from workflows.rubrics import MAX_SCORE, Anchor, Criterion, scores_of
from workflows.widgets import AnchoredScore


class Recommendation(TextChoices):
    """What the reviewer advises."""

    APPROVE = "approve", _("Approve")
    REVISE = "revise", _("Send for revision")
    REJECT = "reject", _("Reject")


class AcceptForm(Ask):
    """The reviewer declares that nothing keeps them from judging."""

    recorded: ClassVar[tuple[str, ...]] = ("no_conflict",)

    no_conflict = forms.BooleanField(
        label=_("I have no conflict of interest in this case."),
        help_text=_(
            "You do not work in the same organisation, are no relative, co-author, "
            "mentor or mentee of the author, as far as you can tell from the material."
        ),
    )


class RemarkForm(Ask):
    """One remark, with its place in the document."""

    place = forms.CharField(
        label=_("Place in the document"), max_length=200, help_text=_("For example: page 12, § 3.")
    )
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Remark"), widget=forms.Textarea, max_length=4000)


class DropRemarkForm(Ask):
    """A remark to be taken back."""

    remark = forms.ModelChoiceField(Remark.objects.none(), label=_("Remark"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["remark"].queryset = self.case.remarks_made.all()  # type: ignore[attr-defined]


class ScoreForm(Ask):
    """A score for each criterion, as far as the reviewer has got."""

    kept: ClassVar[tuple[str, ...]] = ("recommendation", "note")
    complete = False

    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(
        label=_("Confidential note to the council"),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text=_("The author never sees this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        self._anchors: dict[int, dict[int, Anchor]] = {}
        given = {} if self.is_bound else scores_of(case)
        self.criteria = list(Criterion.objects.filter(rubric_id=case.rubric_id))
        scores = {
            f"criterion_{criterion.pk}": forms.TypedChoiceField(
                label=criterion.name,
                coerce=int,
                choices=[(n, str(n)) for n in range(MAX_SCORE + 1)],
                initial=given.get(criterion.pk),
                required=self.complete,
                empty_value=None,
                widget=AnchoredScore(criterion, self.anchors_of),
            )
            for criterion in self.criteria
        }
        self.fields["recommendation"].required = self.complete
        self.fields = scores | self.fields

    def anchors_of(self, criterion: Criterion) -> dict[int, Anchor]:
        """Give the anchors of a criterion by their scores; all are read when a page shows one."""
        if not self._anchors:
            for anchor in Anchor.objects.filter(criterion__in=self.criteria):
                self._anchors.setdefault(anchor.criterion_id, {})[anchor.score] = anchor
        return self._anchors[criterion.pk]

    def clean(self) -> dict[str, Any]:
        """Put the scores where the action finds them, by the key of their criterion."""
        cleaned = super().clean() or self.cleaned_data
        scores = {c.pk: cleaned.get(f"criterion_{c.pk}") for c in self.criteria}
        cleaned["scores"] = {key: value for key, value in scores.items() if value is not None}
        return cleaned


class SubmitForm(ScoreForm):
    """The whole review: every criterion scored, a recommendation given."""

    recorded: ClassVar[tuple[str, ...]] = ("recommendation",)
    complete = True
