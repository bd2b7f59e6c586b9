"""For checking outside Sarap: the digest of a document, and the detached signatures under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from documents import serve
from documents.serve import neutral_name
from workflows.signatures import Mode, Signature
from workflows.views.filed import is_blind, readable
from workflows.views.people import PersonView, seen_case

if TYPE_CHECKING:
    from documents.models import Version
    from workflows.models import Case
    from workflows.views.people import Asked

CMS = "application/pkcs7-signature"
TEXT = "text/plain; charset=utf-8"


class DigestView(PersonView):
    """The SHA-256 of a version, as ``sha256sum --check`` reads it."""

    def get(self, request: Asked, address: str, pk: int) -> HttpResponse:
        """Send it to whoever may read the version."""
        case = seen_case(address, request.user)
        version = readable(case, pk, request.user)
        name = _name(case, version)
        return serve.made(f"{version.sha256}  {name}\n".encode(), f"{name}.sha256", TEXT)


class SignatureView(PersonView):
    """A detached signature under a version, as its signer made it."""

    def get(self, request: Asked, address: str, pk: int, signature: int) -> HttpResponse:
        """Send it to whoever may read the version; those who read it blind learn no signer."""
        case = seen_case(address, request.user)
        version = readable(case, pk, request.user)
        found = Signature.objects.filter(version=version, pk=signature, mode=Mode.CMS).first()
        if found is None or found.blob is None or is_blind(case, version):
            raise Http404(_("There is no such signature."))
        return serve.made(bytes(found.blob), f"{_name(case, version)}.{found.capacity}.p7s", CMS)


def _name(case: Case, version: Version) -> str:
    return neutral_name(version) if is_blind(case, version) else version.name
