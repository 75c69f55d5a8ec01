"""The picture of the room is set and taken away. One function a deed."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from networking.events.keeping import Seen, locked_alive, turn
from networking.floors.refusals import NotAPicture, PictureTooLarge
from networking.floors.rules import MOST_BYTES, kind_of
from networking.models import Event, FloorPicture


@atomically
def set_floor_picture(*, slug: str, content: bytes, by: Person, now: datetime, seen: Seen = None) -> Event:
    """This picture instead of the one before. Raises ChangedMeanwhile, EventOver, PictureTooLarge, NotAPicture."""
    if len(content) > MOST_BYTES:
        raise PictureTooLarge
    kind = kind_of(content)
    if kind is None:
        raise NotAPicture
    event = locked_alive(slug, seen)
    held = FloorPicture.objects.filter(event=event).only("number").first()
    said = {"kind": kind, "content": content, "number": held.number + 1 if held else event.revision}
    FloorPicture.objects.update_or_create(event=event, defaults=said)
    turn(event, "event.floor_picture_set", by, now, {"floor_picture": [None, len(content)]})
    return event


@atomically
def drop_floor_picture(*, slug: str, by: Person, now: datetime, seen: Seen = None) -> Event:
    """None any more; where there was none, nothing changes. Raises ChangedMeanwhile, EventOver."""
    event = locked_alive(slug, seen)
    gone, _ = FloorPicture.objects.filter(event=event).delete()
    if gone:
        turn(event, "event.floor_picture_dropped", by, now, {})
    return event
