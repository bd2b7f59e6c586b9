"""How uploads arrive: one that is far too big must not fill the disk."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from documents.limits import limits


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Keep little more of a file than is accepted, but go on counting.

    The whole request is read, so the form refuses the file by its true size with all that
    was typed beside it still there.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk unless the file is past the limit already."""
        if start <= limits().size:
            super().receive_data_chunk(raw_data, start)
