"""Files that arrive bit by bit before the form they belong to; nothing is filed here.

What arrived waits in the storage in parts, each named by where it begins, so that any web
process on any machine can go on with an upload that another one began.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import OperationalError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.limits import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from permissions.models import User

FOLDER = "arriving"
PIECE = 1024 * 1024
MOST_AT_ONCE = 40
KEPT = timedelta(hours=24)


class Misplaced(Exception):  # noqa: N818 - what happened, not a mistake
    """What was sent does not begin where the upload had got to."""


class TooMuch(Exception):  # noqa: N818
    """More was sent than was announced."""


def new_token() -> str:
    """Make an address that nobody can guess."""
    return secrets.token_urlsafe(24)


class Arrival(models.Model):
    """A file on its way; whoever sends it is the only one to reach it. Sizes are in bytes."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self.offset == self.size

    @property
    def expires_at(self) -> datetime:
        """When it is thrown away unless more of it arrives."""
        return self.touched_at + KEPT


class Arrived(TemporaryUploadedFile):
    """A file that arrived ahead of its form, as if it had come with the form."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__(arrival.name, "", arrival.size, None)
        self.token = arrival.token


def begin(person: User, name: str, size: int) -> Arrival:
    """Announce a file of ``size`` bytes.

    Raises ValidationError, in words for the person, with the codes empty, too_big, too_many.
    """
    check_size(size)
    if Arrival.objects.filter(person=person).count() >= MOST_AT_ONCE:
        raise ValidationError(
            _("Too many files are on their way. Send the form with those that have arrived."),
            code="too_many",
        )
    return Arrival.objects.create(
        person=person, name=name[-255:], size=size, touched_at=timezone.now()
    )


def find(person: User, token: str) -> Arrival | None:
    """Give the upload of this person with this token."""
    return Arrival.objects.filter(person=person, token=token).first()


def go_on(arrival: Arrival, offset: int, stream: BinaryIO) -> int:
    """Take what follows from ``offset`` and return how far the file has got.

    What arrived before the connection broke is kept. Raises `Misplaced` and `TooMuch`.
    """
    while piece := stream.read(PIECE):
        offset = _add(arrival, offset, piece)
    return offset


def open_whole(arrival: Arrival) -> Arrived:
    """Put the parts of a file together that is whole."""
    file = Arrived(arrival)
    for part in _parts(arrival):
        with default_storage.open(part) as content:
            file.write(content.read())
    file.seek(0)
    return file


def remove(arrival: Arrival) -> None:
    """Forget an upload and what arrived of it."""
    Arrival.objects.filter(pk=arrival.pk).delete()
    folder = f"{FOLDER}/{arrival.token}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def sweep() -> int:
    """Remove what was abandoned; return how many uploads that were."""
    abandoned = list(Arrival.objects.filter(touched_at__lt=timezone.now() - KEPT))
    for arrival in abandoned:
        remove(arrival)
    return len(abandoned)


def _add(arrival: Arrival, offset: int, piece: bytes) -> int:
    """Keep a piece that begins at ``offset``, while nobody else adds to the same file."""
    try:
        with transaction.atomic():
            locked = Arrival.objects.select_for_update(nowait=True).get(pk=arrival.pk)
            if locked.offset != offset:
                raise Misplaced
            if offset + len(piece) > locked.size:
                raise TooMuch
            place = _place(locked, offset)
            # Left by a process that ended before it could say that the part is there.
            default_storage.delete(place)
            default_storage.save(place, ContentFile(piece))
            locked.offset = offset + len(piece)
            locked.touched_at = timezone.now()
            locked.save(update_fields=["offset", "touched_at"])
            return locked.offset
    except OperationalError as error:
        raise Misplaced from error


def _parts(arrival: Arrival) -> Iterator[str]:
    offset = 0
    while offset < arrival.offset:
        place = _place(arrival, offset)
        yield place
        offset += default_storage.size(place)


def _place(arrival: Arrival, offset: int) -> str:
    return f"{FOLDER}/{arrival.token}/{offset:015d}"
