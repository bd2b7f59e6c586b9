"""What a matter still wants before it can be registered, in words for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows import dossiers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NO_CONCLUSION = _("The conclusion of the district or city council is not recorded.")


def is_concluded(case: Any) -> bool:
    """Tell whether the conclusion of the district or city council is recorded as a whole."""
    return bool(case.conclusion_number and case.conclusion_date and case.conclusion_result)


def untitled(case: Any) -> list[StrOrPromise]:
    """Say in which languages the title is missing."""
    found: list[StrOrPromise] = []
    if not case.title_kk:
        found.append(_("The title is missing in Kazakh."))
    if not case.title_ru:
        found.append(_("The title is missing in Russian."))
    return found


def undescribed(case: Any) -> list[StrOrPromise]:
    """Say what the description of the work still lacks, which its author may leave for later."""
    found = untitled(case)
    # Not every matter is for pupils.
    if getattr(case, "grades", None) == "":
        found.append(_("It is not said for which grades the work is."))
    return found


def everything(case: Any) -> list[StrOrPromise]:
    """List all that keeps a case from being registered."""
    documents: list[StrOrPromise] = [str(item) for item in dossiers.missing(case)]
    conclusion = [] if is_concluded(case) else [NO_CONCLUSION]
    return [*documents, *conclusion, *undescribed(case)]
