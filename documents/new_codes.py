"""The form of what has editions: one that is new has a code that nothing else has."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

Edited = TypeVar("Edited", bound=Model)


class NewCode(forms.ModelForm[Edited]):
    """Begins the first edition of a code; the next ones are copies of what there is."""

    def clean_code(self) -> Any:
        """Refuse a code that has editions already."""
        code = self.cleaned_data["code"]
        taken = type(self.instance)._default_manager.filter(code=code)  # noqa: SLF001 (Django's own)
        if not self.instance.pk and taken.exists():
            raise ValidationError(_("This code has editions already: prepare the next one."))
        return code
