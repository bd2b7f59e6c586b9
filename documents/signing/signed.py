"""What is known of a signature that holds, and what can find it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from documents.signing.container import Container


@dataclass(frozen=True, slots=True)
class Signed:
    """Whose signature it is, by which certificate, and how that was made sure.

    ``serial`` is hexadecimal; ``revocation`` is the day of the revocation list that was looked
    into, ``None`` where the centre has none of this issuer.
    """

    name: str
    organisation: str
    iin: str | None
    bin: str
    issuer: str
    serial: str
    algorithm: str
    not_before: datetime
    not_after: datetime
    signed_at: datetime | None
    revocation: date | None


class Verifier(Protocol):
    """What checks signatures of some kinds; ``SARAP_SIGNATURE_VERIFIERS`` names more of them.

    One for GOST keys wraps a licensed provider. It proves that the signature holds for the
    content and that the certificate is good at the time; whose it must be is not its matter.
    """

    def takes(self, container: Container) -> bool:
        """Tell whether it can check this kind of signature."""
        ...

    def verify(self, container: Container, content: IO[bytes], at: datetime) -> Signed:
        """Check a signature under a content.

        Raises ValidationError, made by `documents.signing.refusals.refused`.
        """
        ...
