"""What the secretary is asked for when a session of a council is prepared."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from permissions.models import User
from workflows import calendar, numbering
from workflows.ask import Ask
from workflows.asks.deciding import rapporteurs
from workflows.councils.agenda import AgendaItem, ItemState, entering, items
from workflows.councils.bodies import Council, HeldAs, presiding_on, rules_in_force
from workflows.models import Case


class _WhenAndWhere(Ask):
    """The day, the time and the place of a session."""

    day = forms.DateField(
        label=_("Day"), help_text=_("For a vote by ballots: the last day on which they count.")
    )
    time = forms.TimeField(label=_("Time"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    def clean_day(self) -> Any:
        """Refuse a day in the past."""
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is past."))
        return day

    def _require(self, council: Council, held_as: str) -> None:
        """Ask for what this kind of session needs, and find rules and chair for its day."""
        cleaned = self.cleaned_data
        if held_as == HeldAs.IN_PERSON and not cleaned.get("place"):
            self.add_error("place", _("Say where the session is held."))
        if held_as == HeldAs.ONLINE and not cleaned.get("link"):
            self.add_error("link", _("Give the link by which members join."))
        if held_as != HeldAs.ABSENTEE and not cleaned.get("time"):
            self.add_error("time", _("Say when the session begins."))
        if "day" not in cleaned:
            return
        cleaned["rules"] = rules_in_force(council, cleaned["day"])
        if cleaned["rules"] is None:
            self.add_error("day", _("The council has no rules for this day."))


class PlanForm(_WhenAndWhere):
    """A new session of a council."""

    council = forms.ModelChoiceField(Council.objects.none(), label=_("Council"), empty_label=None)
    held_as = forms.ChoiceField(
        label=_("How it is held"), choices=HeldAs.choices, widget=forms.RadioSelect
    )
    field_order = ("council", "held_as", "day", "time", "place", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = [m.region_id for m in self.actor.memberships_now if m.region_id]
        field = cast("forms.ModelChoiceField[Council]", self.fields["council"])
        field.queryset = Council.objects.filter(active=True, region__in=regions).order_by("pk")
        self.fields["held_as"].initial = HeldAs.IN_PERSON

    def clean(self) -> dict[str, Any]:
        """Find the rules and the chair of the day."""
        cleaned = super().clean() or self.cleaned_data
        if "council" in cleaned and "held_as" in cleaned:
            self._require(cleaned["council"], cleaned["held_as"])
            cleaned["chair"] = self._chair(cleaned)
        return cleaned

    def _chair(self, cleaned: dict[str, Any]) -> User | None:
        if "day" not in cleaned:
            return None
        leading = presiding_on(cleaned["council"].pk, cleaned["day"])
        if not leading:
            self.add_error("council", _("The council has neither a chair nor a deputy."))
        return leading[0] if leading else None

    def fields_of_case(self) -> dict[str, Any]:
        """Give the session its number, its council's region and a title of council and day."""
        cleaned = dict(self.cleaned_data)
        council, day = cleaned["council"], cleaned["day"]
        number = numbering.next_number(f"CS-{day.year}")
        return cleaned | {
            "number": f"CS-{day.year}-{number:04d}",
            "secretary": self.actor,
            "region": council.region,
            "title_kk": f"{council.name_kk}, {day:%d.%m.%Y}",
            "title_ru": f"{council.name_ru}, {day:%d.%m.%Y}",
        }


class ArrangeForm(_WhenAndWhere):
    """Another day, time or place, or somebody else in the chair."""

    recorded: ClassVar[tuple[str, ...]] = ("day", "time", "place", "link")
    kept: ClassVar[tuple[str, ...]] = ("day", "time", "place", "link", "chair")

    chair = forms.ModelChoiceField(
        User.objects.none(), label=_("Who chairs the session"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.case
        leading = presiding_on(session.council_id, session.day)
        field = cast("forms.ModelChoiceField[User]", self.fields["chair"])
        field.queryset = User.objects.filter(pk__in=[person.pk for person in leading])

    def clean(self) -> dict[str, Any]:
        """Find the rules of the day."""
        cleaned = super().clean() or self.cleaned_data
        session: Any = self.case
        self._require(session.council, session.held_as)
        return cleaned


class CallForm(Ask):
    """Cases that are ready for this council."""

    matters = forms.ModelMultipleChoiceField(
        Case.objects.none(), label=_("Cases"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.case
        ready = Case.objects.filter(entering(session.council.kind), region=session.region_id)
        field = cast("forms.ModelMultipleChoiceField[Case]", self.fields["matters"])
        field.queryset = ready.order_by("held_since", "pk")
        field.label_from_instance = lambda case: f"{case.label} {case.title}"  # type: ignore[method-assign,assignment]

    def record(self) -> dict[str, Any]:
        """Keep the numbers of the cases."""
        return {"matters": [case.label for case in self.cleaned_data["matters"]]}


def _rapporteur() -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(
        User.objects.none(), label=_("Rapporteur"), required=False, empty_label=_("Nobody")
    )


class _WithRapporteur(Ask):
    """A form that offers, as ``rapporteur``, those who can report in the session's region."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[User]", self.fields["rapporteur"])
        field.queryset = rapporteurs(self.case.region_id if self.case else None)


class TopicForm(_WithRapporteur):
    """A topic that is no case."""

    recorded: ClassVar[tuple[str, ...]] = ("topic_kk", "topic_ru")

    topic_kk = forms.CharField(label=_("Topic in Kazakh"), max_length=300)
    topic_ru = forms.CharField(label=_("Topic in Russian"), max_length=300)
    rapporteur = _rapporteur()


class ItemForm(Ask):
    """One item of the agenda, of those that are waiting."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Item of the agenda"), empty_label=_("Choose an item")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[AgendaItem]", self.fields["item"])
        if self.case is not None:
            rows = AgendaItem.objects.filter(session_id=self.case.pk, state__in=self.states)
            field.queryset = rows.select_related("matter").order_by("place")

    states: ClassVar[tuple[ItemState, ...]] = (ItemState.WAITING,)

    def record(self) -> dict[str, Any]:
        """Keep the place of the item."""
        return super().record() | {"item": self.cleaned_data["item"].place}


class RapporteurForm(ItemForm, _WithRapporteur):
    """Who reports on an item."""

    rapporteur = _rapporteur()


class DropForm(ItemForm):
    """An item that comes off the agenda, and why."""

    recorded: ClassVar[tuple[str, ...]] = ("reason",)
    states: ClassVar[tuple[ItemState, ...]] = (ItemState.WAITING, ItemState.IN_HAND)

    reason = forms.CharField(label=_("Reason"), max_length=1000)


class OrderForm(Ask):
    """The agenda in its new order: the keys of its items, separated by commas."""

    order = forms.CharField(label=_("Order of the items"), widget=forms.HiddenInput)

    def clean_order(self) -> list[int]:
        """Read the keys; each item of the agenda must be there once."""
        keys = [key for key in self.cleaned_data["order"].split(",") if key.isdecimal()]
        wanted = [int(key) for key in keys]
        known = [item.pk for item in items(self.case)] if self.case else []
        if sorted(wanted) != sorted(known):
            raise forms.ValidationError(_("The agenda has changed. Look at it again."))
        return wanted


class SendForm(Ask):
    """Sending the agenda later than the rules ask for takes a reason."""

    recorded: ClassVar[tuple[str, ...]] = ("notice_reason",)

    notice_reason = forms.CharField(
        label=_("Why the agenda is sent late"), required=False, max_length=1000
    )

    def clean_notice_reason(self) -> str:
        """Ask for the reason where fewer working days are left than the rules want."""
        session: Any = self.case
        left = calendar.working_days_between(timezone.localdate(), session.day)
        reason: str = self.cleaned_data["notice_reason"]
        if left < session.rules.notice_days and not reason:
            raise forms.ValidationError(
                _("Only %(left)s working days are left, not %(wanted)s: say why."),
                params={"left": max(left, 0), "wanted": session.rules.notice_days},
            )
        return reason


class RecallForm(Ask):
    """Why an agenda or minutes are taken back, or a session is called off."""

    recorded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(label=_("Reason"), max_length=1000)
