"""The language of a page."""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_request


class LanguageMiddleware(LocaleMiddleware):
    """Speak the language that the person chose; a stranger's by cookie, then by browser."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language before the view runs."""
        person = request.user
        chosen = person.language if person.is_authenticated else get_language_from_request(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = translation.get_language()
