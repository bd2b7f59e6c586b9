"""Form fields that take files to be filed and refuse, in words, what cannot be."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.filetypes import extensions, in_words
from documents.intake import Filing, accept
from documents.limits import limits


def _hint() -> str:
    size = filesizeformat(limits().size)
    return gettext("%(types)s, at most %(limit)s.") % {"types": in_words(), "limit": size}


HINT = lazy(_hint, str)()


class FilingsInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilingField(forms.FileField):
    """One file; its cleaned value is a `Filing`, ready for `documents.store.store`."""

    widget = forms.FileInput
    default_error_messages = {"required": _("Choose a file.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", HINT)
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer only files that can be accepted."""
        return {**super().widget_attrs(widget), "accept": extensions()}

    def to_python(self, data: Any) -> Any:
        """Examine the file."""
        if data in self.empty_values:
            return None
        if not isinstance(data, File):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return accept(data)


class FilingsField(FilingField):
    """Several files at once; its cleaned value is a list of `Filing`.

    ``most`` is how many are accepted in one go. Each refused file is named with its reason.
    """

    widget = FilingsInput
    default_error_messages = {
        "required": _("Choose at least one file."),
        "too_many": _("At most %(limit)d files can be filed in one go."),
        "refused": _("“%(name)s”: %(reason)s"),
    }

    def __init__(self, *, most: int = 20, **options: Any) -> None:
        self.most = most
        super().__init__(**options)

    def to_python(self, data: Any) -> Any:
        """Examine each file."""
        uploads: Sequence[Any] = [data] if isinstance(data, File) else data or []
        if len(uploads) > self.most:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"limit": self.most}
            )
        filings: list[Filing] = []
        errors: list[ValidationError] = []
        for upload in uploads:
            try:
                filings.append(super().to_python(upload))
            except ValidationError as error:
                errors.append(self._refusal(upload, error))
        if errors:
            raise ValidationError(errors)
        return filings

    def _refusal(self, upload: Any, error: ValidationError) -> ValidationError:
        params = {
            "name": getattr(upload, "name", ""),
            "reason": " ".join(error.messages),
            # Tells apart what arrived ahead of the form.
            "token": getattr(upload, "token", None),
        }
        return ValidationError(self.error_messages["refused"], code=error.code, params=params)
