"""A matter on which the district or city council has concluded first (Regulation 3.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflows.asks import expertise as asks
from workflows.authorship import in_states
from workflows.filing import AUTHOR, DRAFT, INCOMPLETE, Filing
from workflows.offices import DISTRICT
from workflows.spec import Act, action

SUBMITTED = "submitted"


class Concluded(Filing):
    """The conclusion as a record; who submits may write it down, and the district itself."""

    conclusion_number = models.CharField(max_length=60, blank=True)
    conclusion_date = models.DateField(null=True)
    conclusion_result = models.CharField(max_length=16, blank=True, choices=asks.Supported)

    class Meta:
        abstract = True

    @action(
        _("Record the district conclusion"),
        source=(DRAFT, SUBMITTED, INCOMPLETE),
        by=AUTHOR | (DISTRICT & in_states(SUBMITTED, INCOMPLETE)),
        form=asks.ConclusionForm,
        told=_("The conclusion of the district was recorded"),
    )
    def record_conclusion(self, act: Act) -> None:
        """Record what the district or city council concluded (Regulation 3.2)."""
        self.keep(act, *asks.ConclusionForm.kept)
