"""What is asked for while a council sits: attendance, recusals, motions, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from workflows.ask import Ask
from workflows.asks.sessions import ItemForm
from workflows.councils.agenda import AgendaItem, ItemState, item_in_hand, moves_of
from workflows.councils.attendance import HERE, Mode
from workflows.councils.motions import Choice
from workflows.councils.voting import voters
from workflows.spec import Sitting

if TYPE_CHECKING:
    from workflows.spec import Move


class AttendForm(Ask):
    """How some members attend."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Members"), widget=forms.CheckboxSelectMultiple
    )
    mode = forms.ChoiceField(
        label=_("Attendance"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PRESENT
    )
    reason = forms.CharField(label=_("Reason of the absence"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[User]", self.fields["people"])
        field.queryset = User.objects.filter(pk__in=[person.pk for person in voters(self.case)])
        field.label_from_instance = lambda person: person.full_name  # type: ignore[method-assign,assignment]

    def record(self) -> dict[str, Any]:
        """Keep who, and how."""
        people = [person.full_name for person in self.cleaned_data["people"]]
        told = {"people": people, "mode": self.cleaned_data["mode"]}
        reason = self.cleaned_data["reason"]
        return told | ({"reason": reason} if reason else {})


class ComeForm(Ask):
    """How a member attends, said by the member."""

    recorded: ClassVar[tuple[str, ...]] = ("mode",)

    mode = forms.ChoiceField(
        label=_("Attendance"),
        choices=[(mode.value, mode.label) for mode in HERE],
        widget=forms.RadioSelect,
        initial=Mode.PRESENT,
    )


class RecuseForm(ItemForm):
    """An item from which a member keeps away, and why."""

    states: ClassVar[tuple[ItemState, ...]] = (ItemState.WAITING, ItemState.IN_HAND)

    reason = forms.CharField(
        label=_("Why you keep away"),
        max_length=1000,
        help_text=_("You will see neither the discussion of the item nor its votes."),
    )


class ProposeForm(Ask):
    """What is put to the vote under the item in hand.

    A resolution carries the case on and asks for what its own form asks for; a question without
    a resolution is only answered, as when an item is voted on in parts.
    """

    resolution = forms.ChoiceField(
        label=_("What is put to the vote"), widget=forms.RadioSelect, required=False
    )
    secret = forms.BooleanField(label=_("The vote is secret"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.case
        self.item = item_in_hand(session)
        matter = self.item.matter if self.item else None
        self.matter = matter
        self.moves = {m.name: m for m in moves_of(matter, Sitting.DECIDE)} if matter else {}
        choice = cast("forms.ChoiceField", self.fields["resolution"])
        question = ("", _("A question without a resolution"))
        choice.choices = [*((m.name, m.action.label) for m in self.moves.values()), question]
        choice.initial = next(iter(self.moves), "")
        self.fields["secret"].initial = session.rules.secret
        for move in self.moves.values():
            self._offer(move)
        for language in ("kk", "ru"):
            self.fields.setdefault(f"text_{language}", _text(language))
        self.order_fields(["resolution", "text_kk", "text_ru"])

    def _offer(self, move: Move) -> None:
        """Offer what a resolution asks for; only the chosen one wants it."""
        for name, field in self._form(move, {}).fields.items():
            if name not in self.fields:
                field.required = name.startswith("text_")
                self.fields[name] = field

    def _form(self, move: Move, data: Any) -> Any:
        if move.action.form is None:
            raise TypeError(move)
        form = move.action.form(data, case=self.matter, actor=self.actor)
        del form.fields["motion"]
        return form

    def clean(self) -> dict[str, Any]:
        """Have the form of the chosen resolution judge what it asks for."""
        cleaned = super().clean() or self.cleaned_data
        move = self.moves.get(cleaned.get("resolution") or "")
        cleaned["data"] = {}
        if move is not None:
            form = self._form(move, self.data)
            for name, errors in form.errors.items():
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, errors)
            cleaned["data"] = {
                name: form[name].value() for name in form.fields if form[name].value() is not None
            }
        return cleaned

    def record(self) -> dict[str, Any]:
        """Keep the item and what kind of vote it is; the text stays with the motion."""
        place = self.item.place if self.item else None
        return {"item": place, "secret": self.cleaned_data["secret"]}


class CastingForm(Ask):
    """The chair's casting vote."""

    choice = forms.ChoiceField(
        label=_("Your casting vote"),
        choices=[(c.value, c.label) for c in (Choice.FOR, Choice.AGAINST)],
        widget=forms.RadioSelect,
    )


class DeferForm(Ask):
    """Why the item in hand is deferred."""

    reason = forms.CharField(label=_("Why the item is deferred"), max_length=1000)


class DissentForm(ItemForm):
    """A dissenting opinion on an item that was decided."""

    states: ClassVar[tuple[ItemState, ...]] = (ItemState.DECIDED, ItemState.NOTED)

    text = forms.CharField(label=_("Dissenting opinion"), widget=forms.Textarea, max_length=8000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[AgendaItem]", self.fields["item"])
        # Whoever is recused knows nothing of the item.
        rows = AgendaItem.objects.filter(session=self.case, state__in=self.states)
        field.queryset = rows.exclude(recusals__person=self.actor.pk).order_by("place")

    def record(self) -> dict[str, Any]:
        """Keep the place of the item."""
        return {"item": self.cleaned_data["item"].place}


class BallotForm(Ask):
    """A choice. The event of a secret vote does not keep it, nor does any draft."""

    autosaved: ClassVar[bool] = False

    choice = forms.ChoiceField(
        label=_("Your vote"), choices=Choice.choices, widget=forms.RadioSelect
    )

    def record(self) -> dict[str, Any]:
        """Keep the choice of an open vote only."""
        ballot: Any = self.case
        return {} if ballot.motion.secret else {"choice": self.cleaned_data["choice"]}


def _text(language: str) -> forms.CharField:
    labels = {"kk": _("Text in Kazakh"), "ru": _("Text in Russian")}
    return forms.CharField(label=labels[language], widget=forms.Textarea, max_length=8000)
