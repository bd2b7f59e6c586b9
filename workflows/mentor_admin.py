"""How many teachers each mentor works with at once, for administrators."""

from __future__ import annotations

from django.contrib import admin

from permissions.administering import ForAdministrators
from workflows.pairs import MentorPlaces


@admin.register(MentorPlaces)
class MentorPlacesAdmin(ForAdministrators):
    """The mentors whose number of places is not the usual one."""

    list_display = ["person", "places"]
    list_select_related = ["person"]
    search_fields = ["person__last_name", "person__username"]
    autocomplete_fields = ["person"]
