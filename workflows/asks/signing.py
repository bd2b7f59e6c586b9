"""What an action asks for that signs a document: in which mode, and the proof."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import contents, store
from documents.forms import FilingField
from documents.serve import SHOWN
from documents.signing import trust
from documents.signing.verification import verify
from workflows import reauthentication
from workflows.ask import Ask
from workflows.shown import Section
from workflows.signatures import PROVES, Mode, Signing

if TYPE_CHECKING:
    from documents.intake import Filing
    from documents.models import Version

CHOICES = {
    Mode.SIMPLE: _("Here, with my password"),
    Mode.CMS: _("With my electronic signature: a file .p7s, .sig or .cms"),
    Mode.SCAN: _("On paper: I file the scan"),
}
# The field that proves each mode.
PROOFS = {Mode.SIMPLE: "password", Mode.CMS: "cms", Mode.SCAN: "scan"}


class ScanField(FilingField):
    """A scan or a photograph; its cleaned value is a `Filing`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Scan of the signed sheet"),
            help_text=_("A PDF, JPG or PNG on which the signature can be seen."),
            **options,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer only pictures and PDF."""
        return {**super().widget_attrs(widget), "accept": ".pdf,.jpg,.jpeg,.png"}

    def to_python(self, data: Any) -> Any:
        """Examine the file."""
        filing: Filing | None = super().to_python(data)
        if filing is not None and filing.media_type not in SHOWN:
            raise ValidationError(
                _("This is no scan. Choose a PDF or a picture (JPG, PNG) of the signed sheet."),
                code="no_scan",
            )
        return filing


class ToSign(Protocol):
    """A case with a document that waits for a signature."""

    def to_sign(self) -> Version | None:
        """Give the version that is to be signed now."""
        ...


class _Signs(Ask):
    """Knows the file that is to be signed; the signature is checked against its very bytes."""

    autosaved: ClassVar[bool] = False

    @cached_property
    def version(self) -> Version | None:
        """The version that the case wants signed."""
        return cast("ToSign", self.case).to_sign()

    def record(self) -> dict[str, Any]:
        """Have the event keep, in its chain, which file was signed and how."""
        signing: Signing = self.cleaned_data["signing"]
        return super().record() | {"mode": signing.mode.value, "sha256": signing.digest}

    def beside(self) -> Section | None:
        """Show what is signed, and what each way to sign proves."""
        if self.version is None:
            return None
        context = {"version": self.version, "case": self.case, "modes": self._modes()}
        return Section(_("What you sign"), "workflows/sign_beside.html", context)

    def clean(self) -> dict[str, Any]:
        """Check the signature; ``cleaned_data["signing"]`` is ready for `signatures.sign`."""
        cleaned = super().clean() or self.cleaned_data
        version = self.version
        if version is None:
            raise ValidationError(_("There is no document to sign."), code="nothing")
        if not contents.intact(version.sha256):
            raise ValidationError(
                _("The stored document is damaged and cannot be signed. Tell the administrator."),
                code="damaged",
            )
        if not self.errors:
            cleaned["signing"] = self._signing(version)
        return cleaned

    def _modes(self) -> list[tuple[Any, Any]]:
        return [(mode.label, PROVES[mode]) for mode in Mode if PROOFS[mode] in self.fields]

    def _signing(self, version: Version) -> Signing | None:
        raise NotImplementedError


class SignForm(_Signs):
    """Sign oneself, in one of three modes."""

    # One of the proofs is needed, so none of them is optional.
    bit_by_bit: ClassVar[bool] = True

    mode = forms.ChoiceField(
        label=_("How do you sign?"),
        choices=CHOICES.items,
        widget=forms.RadioSelect,
        initial=Mode.SIMPLE,
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("The one that you log in with. It is asked again so that it is surely you."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        required=False,
        strip=False,
    )
    cms = forms.FileField(
        label=_("File of the electronic signature"),
        help_text=_(
            "Download the document from this page, sign that very file with your key as a detached"
            " signature (CMS), and choose the file that comes out."
        ),
        widget=forms.FileInput(attrs={"accept": ".p7s,.sig,.cms,.p7b,.pem,.der"}),
        required=False,
        allow_empty_file=True,
    )
    scan = ScanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SARAP_SIGNATURE_VERIFIERS and not trust.read().roots:
            # Every electronic signature would be refused.
            del self.fields["cms"]
        choice = cast("forms.ChoiceField", self.fields["mode"])
        choice.choices = [(m, label) for m, label in CHOICES.items() if PROOFS[m] in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask for the proof of the chosen mode; what was put into the others does not matter."""
        wanted = PROOFS.get(Mode(self.cleaned_data["mode"])) if "mode" in self.cleaned_data else ""
        for name in {*PROOFS.values()} - {wanted}:
            self.errors.pop(name, None)
        if wanted and not self.errors and not self.cleaned_data.get(wanted):
            self.add_error(wanted, self._missing(wanted))
        return super().clean()

    def _missing(self, name: str) -> ValidationError:
        said = {
            "password": _("Type your password."),
            "cms": _("Choose the file of the signature."),
            "scan": _("Choose the scan of the signed sheet."),
        }
        return ValidationError(said[name], code="required")

    def _signing(self, version: Version) -> Signing | None:
        mode = Mode(self.cleaned_data["mode"])
        try:
            match mode:
                case Mode.SIMPLE:
                    password = self.cleaned_data.pop("password")
                    proof = reauthentication.by_password(self.actor, password)
                    return Signing(mode, version.sha256, proof=proof)
                case Mode.CMS:
                    return self._electronic(version)
                case _:
                    return Signing(mode, version.sha256, scan=self.cleaned_data["scan"])
        except ValidationError as error:
            self.add_error(PROOFS[mode], error)
            return None

    def _electronic(self, version: Version) -> Signing:
        blob = self.cleaned_data["cms"].read()
        with store.open_version(version) as content:
            signed = verify(
                blob,
                content,
                iin=self.actor.iin,
                at=timezone.now(),
                since=version.uploaded_at,
            )
        return Signing(Mode.CMS, version.sha256, signed=signed, blob=blob)


class ScanForm(_Signs):
    """Record that somebody else signed on paper."""

    scan = ScanField()

    def _signing(self, version: Version) -> Signing:
        return Signing(Mode.SCAN, version.sha256, scan=self.cleaned_data["scan"])
