"""Who can judge what, and whose work they should not judge."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from permissions.models.people import Language, User
from permissions.models.places import Subject

DEFAULT_CAPACITY = 3


class Expert(models.Model):
    """What the centre knows of a person as an expert."""

    user = models.OneToOneField(
        User, models.PROTECT, related_name="expert", verbose_name=_("Person")
    )
    capacity = models.PositiveSmallIntegerField(
        _("Reviews at once"), default=DEFAULT_CAPACITY, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("Expert")
        verbose_name_plural = _("Experts")

    def __str__(self) -> str:
        return str(self.user)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Competence(models.Model):
    """A subject that an expert judges, in a language of instruction."""

    expert = models.ForeignKey(
        Expert, models.CASCADE, related_name="competences", verbose_name=_("Expert")
    )
    subject = models.ForeignKey(
        Subject, models.PROTECT, related_name="competences", verbose_name=_("Subject")
    )
    language = models.CharField(_("Language"), max_length=2, choices=Language)

    class Meta:
        verbose_name = _("Competence")
        verbose_name_plural = _("Competences")
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "subject", "language"], name="competence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.subject} ({self.get_language_display()})"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DeclaredRelation(models.Model):
    """A tie between two people that bars either from judging the other's work."""

    class Kind(models.TextChoices):
        """What ties them."""

        RELATIVE = "relative", _("Relatives")
        MENTOR = "mentor", _("Mentor and mentee")
        COAUTHOR = "coauthor", _("Co-authors")
        SUBORDINATE = "subordinate", _("Superior and subordinate")
        OTHER = "other", _("Other personal interest")

    person = models.ForeignKey(
        User, models.PROTECT, related_name="declared_relations", verbose_name=_("Person")
    )
    other = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("Other person")
    )
    kind = models.CharField(_("Kind"), max_length=15, choices=Kind)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Declared relation")
        verbose_name_plural = _("Declared relations")
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=~Q(person=F("other")),
                name="relation_between_two",
                violation_error_message=_("A relation is between two different people."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.other}: {self.get_kind_display()}"
