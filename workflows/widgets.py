"""Fields that people recognise: ranked experts, scores with anchors, numbers as one writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_stubs_ext import StrOrPromise

    from workflows.panel import Candidate
    from workflows.rubrics import Anchor, Criterion


class CandidateBoxes(forms.CheckboxSelectMultiple):
    """Check boxes of candidates; the barred are shown with the reason and switched off."""

    template_name = "workflows/widgets/candidates.html"
    candidates: dict[str, Candidate]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the candidate to the option, for the template."""
        option = super().create_option(name, value, *args, **kwargs)
        candidate = self.candidates[str(value)]
        option["candidate"] = candidate
        if candidate.barred:
            option["attrs"]["disabled"] = True
        return option


class Candidates(forms.TypedMultipleChoiceField):
    """A choice among ranked candidates; cleans to the keys of the chosen persons."""

    widget = CandidateBoxes

    def __init__(self, ranked: list[Candidate], **kwargs: Any) -> None:
        self.ranked = {str(c.person.pk): c for c in ranked}
        choices = [(key, c.person.full_name) for key, c in self.ranked.items()]
        super().__init__(choices=choices, coerce=int, **kwargs)
        self.widget.candidates = self.ranked

    def validate(self, value: list[str]) -> None:
        """Refuse the barred, with the reason."""
        super().validate(value)
        for key in value:
            if self.ranked[key].barred:
                raise forms.ValidationError(
                    _("%(name)s cannot review this case. %(reason)s"),
                    params={
                        "name": self.ranked[key].person.full_name,
                        "reason": self.ranked[key].reason,
                    },
                )


class Whole(forms.IntegerField):
    """A whole number as people write it, with spaces between the thousands or without."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """Leave the spaces out, and read the number."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for their digits."""
        return {**super().widget_attrs(widget), "inputmode": "numeric", "data-whole": ""}


class AnchoredScore(forms.RadioSelect):
    """The scores of a criterion, each with its anchor in words."""

    template_name = "workflows/widgets/anchored_score.html"

    def __init__(
        self, criterion: Criterion, anchors_of: Callable[[Criterion], Mapping[int, Anchor]]
    ) -> None:
        super().__init__()
        self.criterion = criterion
        self.anchors_of = anchors_of

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the anchor of the score to the option, for the template."""
        option = super().create_option(name, value, *args, **kwargs)
        anchors = self.anchors_of(self.criterion)
        option["anchor"] = anchors.get(int(value)) if str(value).isdigit() else None
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the criterion, for the template."""
        context = super().get_context(name, value, attrs)
        context["criterion"] = self.criterion
        return context


def long_text(
    label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = True
) -> forms.CharField:
    """Ask for a text of some pages."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea,
        max_length=6000,
        help_text=help_text,
        required=required,
    )
