"""The picture of the room: set by the hub, seen by whoever can read of the event."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from rest_framework.test import APIClient

from networking.floors.rules import MOST_BYTES, kind_of
from networking.models import Event, FloorPicture
from tests.factories.events import a_contact, a_guest, an_event
from tests.integration.networking.conftest import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 20
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "


def send(client: APIClient, event: Event, content: bytes, **headers: str) -> Any:
    path = f"/api/event-desk/{event.slug}/floor-picture/"
    file = SimpleUploadedFile("room.svg", content, "image/svg+xml")
    return client.put(path, {"picture": file}, format="multipart", headers=headers)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (WEBP, "image/webp"),
        (b"<svg onload='x'/>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_what_is_inside_decides_and_not_its_name(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


def test_a_picture_is_seen_by_guests_and_has_another_address_when_it_changes(coordinator: APIClient) -> None:
    event = an_event()
    guest = a_guest(event, expert=a_contact())
    agenda = f"/api/events/{event.slug}/agenda/"
    assert client_of(guest.person).get(agenda).json()["floor_picture"] == ""
    first = send(coordinator, event, PNG).json()["floor_picture"]
    shown = APIClient().get(first)
    assert (shown.status_code, shown["Content-Type"], shown.content) == (200, "image/png", PNG)
    assert (shown["X-Content-Type-Options"], shown["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    second = send(coordinator, event, JPEG).json()["floor_picture"]
    assert second != first
    assert client_of(guest.person).get(agenda).json()["floor_picture"] == second
    gone = coordinator.delete(f"/api/event-desk/{event.slug}/floor-picture/").json()
    assert gone["floor_picture"] == ""
    assert APIClient().get(second).status_code == 404


def test_of_a_draft_only_the_hub_sees_it(coordinator: APIClient) -> None:
    event = an_event(state="draft")
    address = send(coordinator, event, PNG).json()["floor_picture"]
    assert coordinator.get(address).status_code == 200
    assert APIClient().get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg/>", 400, "not_a_picture"),
        (b"", 400, "not_a_picture"),
        (PNG + b"0" * MOST_BYTES, 413, "picture_too_large"),
    ],
)
def test_what_is_no_picture_is_refused(
    coordinator: APIClient, content: bytes, status: int, code: str
) -> None:
    event = an_event()
    answer = send(coordinator, event, content)
    assert answer.status_code == status
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("picture", code)]
    assert FloorPicture.objects.count() == 0


def test_what_somebody_else_changed_meanwhile_is_not_written_over(coordinator: APIClient) -> None:
    event = an_event()
    assert send(coordinator, event, PNG, **{"If-Match": f'"{event.revision}"'}).status_code == 200
    late = send(coordinator, event, JPEG, **{"If-Match": f'"{event.revision}"'})
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")


def test_the_database_knows_the_kinds_of_pictures() -> None:
    with pytest.raises(IntegrityError, match="floor_picture_kind_is_known"):
        FloorPicture.objects.create(event=an_event(), kind="image/gif", content=b"GIF89a")
