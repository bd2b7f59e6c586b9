"""What a council resolves on a case: put to the vote in its session, carried out after it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from workflows import registry
from workflows.ask import Ask
from workflows.asks.conditions import WithConditions
from workflows.councils.motions import Motion, MotionState
from workflows.councils.stages import BEFORE, PLANNED, sessions
from workflows.decisions import Level
from workflows.models import Case


class AgendaForm(Ask):
    """The session of a council before which a case comes."""

    recorded: ClassVar[tuple[str, ...]] = ("session",)

    session = forms.ModelChoiceField(
        Case.objects.none(),
        label=_("Session of the council"),
        help_text=_("Only sessions whose agenda has not been sent yet can be chosen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case is not None:
            self.fields["session"] = _Sessions(self.case)

    def record(self) -> dict[str, Any]:
        """Keep the number of the session."""
        return {"session": self.cleaned_data["session"].label}


class _Sessions(forms.ModelChoiceField[Case]):
    """The planned sessions of the councils that decide such cases."""

    def __init__(self, case: Case) -> None:
        kind = registry.process_of(case).council
        found = sessions().filter(state=PLANNED, council__kind=kind, council__region=case.region_id)
        super().__init__(
            found.order_by("day", "pk"),
            label=AgendaForm.base_fields["session"].label,
            help_text=AgendaForm.base_fields["session"].help_text,
            empty_label=_("Choose a session"),
        )

    def label_from_instance(self, session: Any) -> str:
        """Name a session by its council and day."""
        return f"{session.title} ({session.label})"


class ResolutionForm(Ask):
    """The text of a resolution in both languages; ``motion`` is the vote that carried it.

    A process adds what its resolutions ask for besides. While a resolution is being put to the
    vote its form has no ``motion``.
    """

    recorded: ClassVar[tuple[str, ...]] = ()

    motion = forms.ModelChoiceField(
        # With all that carrying it out reads of the session, in one statement.
        Motion.objects.filter(state=MotionState.CARRIED)
        .exclude(action="")
        .select_related("item__session__session__rules"),
        widget=forms.HiddenInput,
    )
    text_kk = forms.CharField(
        label=_("Text of the decision in Kazakh"), widget=forms.Textarea, max_length=8000
    )
    text_ru = forms.CharField(
        label=_("Text of the decision in Russian"), widget=forms.Textarea, max_length=8000
    )

    def clean_motion(self) -> Motion:
        """Refuse what this very case's session has not carried and closed."""
        motion: Motion = self.cleaned_data["motion"]
        session = motion.item.session
        if motion.item.matter_id != (self.case and self.case.pk):
            raise forms.ValidationError(_("This was decided on another case."))
        if session.state in {*BEFORE, "open"}:
            raise forms.ValidationError(_("The session has not been closed yet."))
        return motion

    def record(self) -> dict[str, Any]:
        """Keep the session and the digest of the vote beside what is recorded."""
        motion: Motion = self.cleaned_data["motion"]
        told = {"session": motion.item.session.label, "vote": motion.digest}
        return super().record() | told


class ApproveForm(WithConditions, ResolutionForm):
    """An approval also says for whom the work is recommended, and under what conditions."""

    recorded: ClassVar[tuple[str, ...]] = ("level",)

    level = forms.ChoiceField(label=_("Recommendation"), choices=Level.choices)
    field_order = ("level",)


def rapporteurs(region_id: int | None) -> Any:
    """List who can report on an item: whoever holds a role in the region."""
    held = Q(memberships__region=region_id, memberships__until=None)
    return User.objects.filter(held, is_active=True).distinct()
