"""Asking whether a signature holds under the file of the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError

from documents.signing.verification import verify
from tests.documents.samples import pdf
from tests.documents.signing.authority import IIN

if TYPE_CHECKING:
    from documents.signing.signed import Signed

FILE = pdf()
HOUR = timedelta(hours=1)


def check(data: bytes, content: bytes = FILE, **changed: Any) -> Signed:
    now = datetime.now(UTC)
    given: dict[str, Any] = {"iin": IIN, "at": now, "since": now - HOUR} | changed
    return verify(data, BytesIO(content), **given)


def refusal(data: bytes, content: bytes = FILE, **changed: Any) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        check(data, content, **changed)
    return refused.value


def why(data: bytes, content: bytes = FILE, **changed: Any) -> str | None:
    return refusal(data, content, **changed).code


def outcome(data: bytes) -> str | None:
    try:
        return check(data).iin
    except ValidationError as error:
        return error.code
