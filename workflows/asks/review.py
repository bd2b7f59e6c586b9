"""What a reviewer is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workflows import dossiers
from workflows.ask import Ask, Group
from workflows.remarks import Severity
from workflows.rows import RowsAsk
from workflows.rubrics import MAX_SCORE, Anchor, Criterion, scores_of
from workflows.shown import Section
from workflows.widgets import AnchoredScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from workflows.models import Case


class Recommendation(TextChoices):
    """What the reviewer advises."""

    APPROVE = "approve", _("Approve")
    REVISE = "revise", _("Send for revision")
    REJECT = "reject", _("Reject")


class AcceptForm(Ask):
    """Nothing to fill in: who accepts makes the declaration that stands above the button."""

    autosaved = False
    leads_to = "submit"

    def record(self) -> dict[str, Any]:
        """Keep that the declaration was made."""
        return {"no_conflict": True}


class RemarkRow(forms.Form):
    """One remark: what is wrong, where, and whether it must be mended."""

    text = forms.CharField(label=_("Text of the remark"), widget=forms.Textarea, max_length=4000)
    place = forms.CharField(
        label=_("Place in the document"),
        max_length=200,
        required=False,
        help_text=_("For example: page 12, § 3. Leave it empty if it is about the whole work."),
    )
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=Severity.choices,
        initial=Severity.MUST,
        widget=forms.RadioSelect,
    )


class ReviewForm(RowsAsk):
    """A whole review: a score for every criterion, any number of remarks, a recommendation."""

    kept: ClassVar[tuple[str, ...]] = ("recommendation", "note")
    recorded: ClassVar[tuple[str, ...]] = ("recommendation",)
    row: ClassVar[type[forms.Form]] = RemarkRow
    row_name: ClassVar[str] = "remark"
    row_told: ClassVar[tuple[str, ...]] = ("text", "place")
    row_title: ClassVar[StrOrPromise] = _("Remark {n}")
    row_more: ClassVar[StrOrPromise] = _("Add another remark")
    after_rows: ClassVar[tuple[str, ...]] = ("recommendation", "note")

    recommendation = forms.ChoiceField(
        label=_("Recommendation"), choices=Recommendation.choices, widget=forms.RadioSelect
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
                help_text=format_lazy(_("Weight: {weight}"), weight=criterion.weight),
                coerce=int,
                choices=[(n, str(n)) for n in range(MAX_SCORE + 1)],
                initial=given.get(criterion.pk),
                widget=AnchoredScore(criterion, self.anchors_of),
            )
            for criterion in self.criteria
        }
        self.fields = scores | self.fields

    def headings(self) -> tuple[Group, ...]:
        """Put the scores first, then the remarks, then what follows from both."""
        return (
            Group(
                _("Scores"),
                tuple(f"criterion_{criterion.pk}" for criterion in self.criteria),
                help=_("Each criterion counts by its weight; the words say when a score fits."),
                after="workflows/includes/total.html",
            ),
            Group(
                _("Remarks"),
                help=_("The author answers each of them. One without a text is not kept."),
                rows=True,
            ),
            Group(_("Your opinion"), ("recommendation", "note")),
        )

    def saved_rows(self) -> Iterable[Mapping[str, Any]]:
        """Begin with the remarks of a review that was returned."""
        case: Any = self.case
        return list(case.remarks_made.values("text", "place", "severity"))

    def beside(self) -> Section:
        """Have the documents at hand while the review is written."""
        filed = dossiers.under_review(cast("Case", self.case))
        shown = [version for version in filed if dossiers.is_blind(version)]
        context = {"filed": dossiers.by_document(shown)}
        template = "workflows/sections/documents.html"
        return Section(_("Documents under review"), template, context)

    def anchors_of(self, criterion: Criterion) -> dict[int, Anchor]:
        """Give the anchors of a criterion by their scores; all are read when a page shows one."""
        if not self._anchors:
            for anchor in Anchor.objects.filter(criterion__in=self.criteria):
                self._anchors.setdefault(anchor.criterion_id, {})[anchor.score] = anchor
        return self._anchors[criterion.pk]

    def clean(self) -> dict[str, Any]:
        """Put the scores where the action finds them, by the key of their criterion."""
        cleaned = super().clean()
        scores = {c.pk: cleaned.get(f"criterion_{c.pk}") for c in self.criteria}
        cleaned["scores"] = {key: value for key, value in scores.items() if value is not None}
        return cleaned
