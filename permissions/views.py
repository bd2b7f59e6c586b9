"""The language switch."""

from django.http import HttpRequest, HttpResponseBase
from django.views import i18n
from django.views.decorators.http import require_POST

from permissions.models import Language


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the chosen language, on the account of whoever is logged in, and go back."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in Language.values:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return i18n.set_language(request)
