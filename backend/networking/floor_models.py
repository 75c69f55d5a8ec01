"""The picture of the room on which tables stand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from networking.event_models import Event


def floor_picture_path(event: Event) -> str:
    """Its address, another one for another picture; empty where there is none. One statement, without the picture."""
    number = FloorPicture.objects.filter(event=event).values_list("number", flat=True).first()
    return "" if number is None else f"/api/events/{event.slug}/floor-picture/?number={number}"


class FloorPicture(models.Model):
    """One an event, kept in the database with all that is its own: a copy of it is whole. `kind` is a media type."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="floor_picture")
    kind = models.CharField(max_length=20)
    content = models.BinaryField()
    number = models.PositiveIntegerField(
        default=1
    )  # of the event's pictures: another one has another address

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=("image/png", "image/jpeg", "image/webp")),
                name="floor_picture_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"floor of {self.event_id}"
