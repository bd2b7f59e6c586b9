"""The server speaks tus 1.0.0, with nobody but the person who sends."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.test import Client

from documents.arrivals import Arrival
from permissions.models import User
from tests.workflows.pages import BACKEND

TUS = {"Tus-Resumable": "1.0.0"}
NAME = base64.b64encode("Жұмыс.pdf".encode()).decode()
CONTENT = b"0123456789" * 100


def sender(person: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(person, backend=BACKEND)
    return client


def begin(client: Client, length: object = len(CONTENT), **headers: str) -> Any:
    ours = TUS | {"Upload-Length": str(length), "Upload-Metadata": f"filename {NAME}"}
    return client.post("/uploads/", headers=ours | headers)


def patch(client: Client, address: str, offset: object, content: bytes, **headers: str) -> Any:
    ours = TUS | {"Upload-Offset": str(offset)}
    kind = headers.pop("kind", "application/offset+octet-stream")
    return client.patch(address, content, content_type=kind, headers=ours | headers)


def test_upload_from_beginning_to_end(author: User) -> None:
    client = sender(author)
    made = begin(client)
    assert made.status_code == 201
    address = made["Location"]
    assert patch(client, address, 0, CONTENT[:400])["Upload-Offset"] == "400"
    head = client.head(address, headers=TUS)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("400", "1000")
    assert head["Cache-Control"] == "no-store"
    last = patch(client, address, 400, CONTENT[400:])
    assert (last.status_code, last["Upload-Offset"], last["Tus-Resumable"]) == (
        204,
        "1000",
        "1.0.0",
    )
    arrival = Arrival.objects.get()
    assert (arrival.name, arrival.whole, arrival.person) == ("Жұмыс.pdf", True, author)
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


def test_server_tells_what_it_speaks(author: User) -> None:
    answer = sender(author).options("/uploads/")
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert int(answer["Tus-Max-Size"]) == 50 * 1024 * 1024


def test_wrong_offset_is_a_conflict(author: User) -> None:
    client = sender(author)
    address = begin(client)["Location"]
    patch(client, address, 0, CONTENT[:400])
    assert patch(client, address, 0, CONTENT).status_code == 409
    assert client.head(address, headers=TUS)["Upload-Offset"] == "400"


@pytest.mark.parametrize(("offset", "kind", "status"), [
    ("x", "application/offset+octet-stream", 400),
    ("-1", "application/offset+octet-stream", 400),
    ("0", "application/pdf", 415),
])  # fmt: skip
def test_malformed_piece_is_refused(author: User, offset: str, kind: str, status: int) -> None:
    client = sender(author)
    address = begin(client)["Location"]
    assert patch(client, address, offset, CONTENT, kind=kind).status_code == status


def test_more_than_announced_is_refused(author: User) -> None:
    client = sender(author)
    address = begin(client, 10)["Location"]
    assert patch(client, address, 0, CONTENT).status_code == 413


@pytest.mark.parametrize(("length", "status"), [(0, 400), ("x", 400), (51 * 1024 * 1024, 413)])
def test_impossible_file_is_refused_at_once(author: User, length: object, status: int) -> None:
    assert begin(sender(author), length).status_code == status
    assert not Arrival.objects.exists()


def test_refusal_is_in_words(author: User) -> None:
    answer = begin(sender(author), 51 * 1024 * 1024)
    assert "МБ" in answer.content.decode()


@pytest.mark.parametrize(
    "metadata", ["", "filename", "filename ???", "other eA==", "filename /w=="]
)
def test_name_that_cannot_be_read_is_no_name(author: User, metadata: str) -> None:
    assert begin(sender(author), **{"Upload-Metadata": metadata}).status_code == 201
    assert Arrival.objects.get().name == ""


def test_stranger_and_others_reach_nothing(author: User, outsider: User) -> None:
    client = sender(author)
    address = begin(client)["Location"]
    assert begin(Client()).status_code == 401
    other = sender(outsider)
    for answer in (
        other.head(address, headers=TUS),
        patch(other, address, 0, CONTENT),
        other.delete(address, headers=TUS),
    ):
        assert answer.status_code == 404
    assert client.head(address, headers=TUS)["Upload-Offset"] == "0"


def test_other_versions_of_the_protocol_are_not_spoken(author: User) -> None:
    answer = begin(sender(author), **{"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_foreign_pages_cannot_upload(author: User) -> None:
    client = sender(author, enforce_csrf_checks=True)
    assert begin(client).status_code == 403
    assert not Arrival.objects.exists()
