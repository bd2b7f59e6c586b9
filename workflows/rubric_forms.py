"""Forms in which administrators write a rubric: criteria, each with what its scores mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.new_codes import NewCode
from workflows.rubrics import MAX_SCORE, Anchor, Criterion, Rubric

LANGUAGES = ("kk", "ru", "en")
REQUIRED = ("kk", "ru")
SCORES = range(MAX_SCORE + 1)
LABELS = {
    "kk": gettext_lazy("Score %(score)s, in Kazakh"),
    "ru": gettext_lazy("Score %(score)s, in Russian"),
    "en": gettext_lazy("Score %(score)s, in English"),
}
CRITERION = ("position", "weight", "name_kk", "name_ru", "name_en")


def anchor_field(score: int, language: str) -> str:
    """Name the field that holds what a score means in a language."""
    return f"anchor_{score}_{language}"


ANCHORS = tuple(anchor_field(score, language) for score in SCORES for language in LANGUAGES)


class CriterionForm(forms.ModelForm[Criterion]):
    """A criterion with its six anchors in three languages; an unfinished one can be kept."""

    class Meta:
        model = Criterion
        fields = CRITERION

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = {}
        if self.instance.pk:
            written = {anchor.score: anchor for anchor in self.instance.anchors.all()}
        for score in SCORES:
            for language in LANGUAGES:
                name = anchor_field(score, language)
                self.fields[name] = forms.CharField(
                    label=LABELS[language] % {"score": score},
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
                )
                text = getattr(written.get(score), f"text_{language}", "")
                self.initial.setdefault(name, text)

    def missing(self) -> list[str]:
        """Name the fields that a published criterion cannot be without."""
        needed = [anchor_field(score, language) for score in SCORES for language in REQUIRED]
        return [name for name in needed if not self.cleaned_data.get(name)]

    def save(self, commit: bool = True) -> Criterion:  # noqa: FBT001, FBT002 (Django's own)
        """Save the criterion, and its anchors with it."""
        criterion = super().save(commit=commit)
        if commit:
            self._save_anchors(criterion)
        return criterion

    def _save_anchors(self, criterion: Criterion) -> None:
        texts = [
            {f"text_{lang}": self.cleaned_data[anchor_field(score, lang)] for lang in LANGUAGES}
            for score in SCORES
        ]
        Anchor.objects.bulk_create(
            [Anchor(criterion=criterion, score=score, **text) for score, text in enumerate(texts)],
            update_conflicts=True,
            unique_fields=["criterion", "score"],
            update_fields=[f"text_{language}" for language in LANGUAGES],
        )


class RubricForm(NewCode[Rubric]):
    """A rubric; one that is new has a code of its own."""

    class Meta:
        model = Rubric
        fields = ("code", "name_kk", "name_ru", "name_en", "in_force_from")


class CriteriaFormSet(forms.BaseInlineFormSet[Criterion, Any, CriterionForm]):
    """The criteria of a rubric, which must be whole once a day is given when it is in force."""

    def clean(self) -> None:
        """Ask for every anchor in both languages of the state before the rubric is published."""
        super().clean()
        if not self.instance.in_force_from:
            return
        kept = [form for form in self.forms if self._is_kept(form)]
        if not kept:
            raise ValidationError(_("A rubric has at least one criterion before it is published."))
        for form in kept:
            for name in form.missing():
                form.add_error(
                    name, _("Before it is published, every score is explained in both languages.")
                )

    def _is_kept(self, form: CriterionForm) -> bool:
        if not hasattr(form, "cleaned_data") or form in self.deleted_forms:
            return False
        return bool(form.instance.pk or form.has_changed())
