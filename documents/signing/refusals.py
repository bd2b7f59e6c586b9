"""Why a signature is not taken, and what its signer can do about it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WHY = {
    "empty": _("The file of the signature is empty (0 bytes). Sign the document anew."),
    "too_big": _(
        "The file is %(size)s; a detached signature has at most %(limit)s. Choose the file of the"
        " signature (.p7s, .sig or .cms), not the document."
    ),
    "malformed": _(
        "This file is not an electronic signature (CMS). Choose the .p7s, .sig or .cms file that"
        " your signing program made for this document."
    ),
    "attached": _(
        "The signature has the document inside it. Sign anew and choose a detached signature, so"
        " that the signature is a file of its own."
    ),
    "signers": _(
        "The file holds %(count)s signatures; it must hold exactly one. Each person signs the"
        " document in a file of their own."
    ),
    "no_certificate": _(
        "The signature does not bring the signer's certificate. Sign anew with a program that puts"
        " the certificate into the signature."
    ),
    "bare": _(
        "The signature does not say what kind of content it signs. Sign anew with a program that"
        " makes CMS signatures with signed attributes, as NCALayer does."
    ),
    "gost": _(
        "The signature is made with a GOST key. Checking it needs a licensed cryptographic"
        " provider, which is not installed here. Sign with an RSA or ECDSA key, or in another"
        " way."
    ),
    "algorithm": _(
        "The signature is made with a key that cannot be checked here (%(algorithm)s). Sign with"
        " an RSA or ECDSA key, or in another way."
    ),
    "weak": _(
        "The signature uses an algorithm or a key that is no longer safe (%(algorithm)s). Sign"
        " with SHA-256 or better and a key of at least 2048 bits."
    ),
    "other_file": _(
        "The signature belongs to another file. Download the document from this page, sign exactly"
        " that file without opening and saving it in between, and choose the signature that comes"
        " out."
    ),
    "broken": _("The signature does not hold: it was damaged or changed. Sign the document anew."),
    "no_roots": _(
        "The centre has not yet said which certification authorities it trusts, so the signature"
        " cannot be checked. Tell the administrator, or sign in another way."
    ),
    "untrusted": _(
        "The certificate was issued by an authority that the centre does not trust: %(issuer)s."
        " Sign with a key of an authority that it trusts, or ask the administrator to add this one."
    ),
    "expired": _(
        "The certificate was valid until %(until)s. Get a new key and sign the document anew."
    ),
    "early": _(
        "The certificate is valid only from %(since)s. Sign anew when it is, or with another key."
    ),
    "revoked": _(
        "The certificate was revoked on %(since)s. Get a new key and sign the document anew."
    ),
    "usage": _(
        "This key is not meant for signing documents. Choose your key for signing, not the one for"
        " logging in (its file is often called AUTH)."
    ),
    "chain": _(
        "The chain of certificates up to a trusted authority does not hold. Sign with another key,"
        " or ask the administrator to look at the trusted authorities."
    ),
    "no_iin": _(
        "The certificate names no IIN, or more than one, so it does not tell who signed. Sign with"
        " a key that was issued to you as a person."
    ),
    "other_iin": _(
        "The certificate belongs to another person: its IIN is not yours. Sign with your own key."
    ),
    "own_iin": _(
        "Your account has no IIN to compare the certificate with. Ask the administrator to enter"
        " it, or sign in another way."
    ),
    "future": _(
        "The signature says that it was made at %(signed)s, which is still to come. Set the clock"
        " of your computer right and sign anew."
    ),
    "past": _(
        "The signature says that it was made at %(signed)s, before the document was. Set the clock"
        " of your computer right and sign anew."
    ),
}


def refused(why: str, **params: Any) -> ValidationError:
    """Make what is raised; its code is ``why``."""
    return ValidationError(WHY[why], code=why, params=params)
