"""The yearly reports of a site: asked for ahead, a child case for each year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import editions
from permissions.people import system
from permissions.rules import ALLOWED, Refused, Verdict
from workflows import access, dossiers, engine, registry
from workflows.models import Case
from workflows.once import once
from workflows.shown import Section
from workflows.spec import Guard
from workflows.verdicts import years_after

if TYPE_CHECKING:
    from datetime import date

    from permissions.models import User
    from workflows.spec import Act

REPORT = "YR"
LIST = "yearly_report"


def ask_for(site: Any, act: Act, first_day: date, *, after: int, years: int) -> None:
    """Ask for a report of each of ``years`` that begin on a day, ``after`` those asked for before.

    Whoever is responsible writes them, else the head of the organisation, who always sees them.
    """
    common = {
        "organisation_id": site.organisation_id,
        "district_id": site.district_id,
        "reporter_id": site.responsible_id or site.initiator_id,
        "methodist_id": site.methodist_id,
        "document_list": editions.in_force(LIST, timezone.localdate(act.at)),
    }
    children = [
        common
        | {
            "year": after + number + 1,
            "since": years_after(first_day, number),
            "until": years_after(first_day, number + 1),
        }
        for number in range(years)
    ]
    asked = engine.start_children(
        site, REPORT, actor=act.actor, children=children, at=act.at, quiet=True
    )
    if site.responsible_id is not None:
        for report in asked:
            access.admit(report, site.initiator)


def drop(site: Case, act: Act) -> None:
    """Ask for no report any longer that is still open, as the site itself ends."""
    for report in reports(site):
        if report.open:
            engine.act_on(report, "cancel", actor=system(), at=act.at)


def reports(site: Case) -> list[Case]:
    """List the reports of a site in the order of their years, read once for the instance."""
    rows = Case.objects.filter(parent_id=site.pk, process_code=REPORT).order_by("started_at", "pk")
    return once(site, "yearly reports", lambda: list(rows))


def section(site: Any, person: User) -> Section | None:
    """Show the reports of a site, each with where it stands and until when it is due."""
    if site.order_date is None:
        return None
    theirs = person.pk in {site.initiator_id, site.responsible_id}
    rows = []
    for report in reports(site):
        report.parent = site  # so that it is not read again for each
        rows.append(
            {
                "report": report,
                "state": registry.state_label(report),
                "seen": theirs or bool(access.sees_by_rule(person, report)),
                "late": report.due_at is not None and report.due_at < timezone.now(),
            }
        )
    template = "workflows/sections/reports.html"
    return Section(_("Yearly reports"), template, {"reports": rows}, lists_children=True)


def _none_open(site: Any, _actor: Any) -> Verdict:
    waiting = any(report.open for report in reports(site))
    return Refused(_("Not all yearly reports are accepted yet.")) if waiting else ALLOWED


def _begun(report: Any, _actor: Any) -> Verdict:
    begun = report.since <= timezone.localdate()
    return ALLOWED if begun else Refused(_("The year of this report has not begun yet."))


def _written(report: Any, _actor: Any) -> Verdict:
    written = report.done and report.reached
    return ALLOWED if written else Refused(_("Write first what was done and reached."))


def _filed(report: Any, _actor: Any) -> Verdict:
    missing = dossiers.missing(report)
    return Refused(_("File the report itself first.")) if missing else ALLOWED


NONE_OPEN = Guard("every yearly report is accepted", _none_open)
BEGUN = Guard("the year of the report has begun", _begun)
WRITTEN = Guard("the report is written", _written)
FILED = Guard("the report is filed", _filed)
