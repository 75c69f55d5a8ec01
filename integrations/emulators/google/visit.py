"""One authorised request on one calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from integrations.emulators.google.errors import forbidden, invalid, not_found
from integrations.emulators.google.store import Row, Shelf, World

OWNERS = ("owner",)
WRITERS = (*OWNERS, "writer")
READERS = (*WRITERS, "reader")


@dataclass(frozen=True)
class Visit:
    """Who asks what of which calendar, and when. `parameters` are the query parameters, first value each."""

    world: World
    caller: str
    shelf: Shelf
    now: datetime
    parameters: Mapping[str, str]
    if_match: str | None = None
    if_none_match: str | None = None
    client_id: str = ""
    is_google: bool = False  # something that Google does by itself, or a person in its screens

    def is_shown(self, row: Row) -> bool:
        """Whether a read finds the event yet: a new one may take a moment to be everywhere."""
        delay = self.world.knobs.seen_after_seconds
        return not delay or self.now - datetime.fromisoformat(row.event["created"]) >= timedelta(
            seconds=delay
        )

    def flag(self, name: str) -> bool:
        """A boolean parameter; false when absent."""
        value = self.parameters.get(name, "false").lower()
        if value not in ("true", "false"):
            raise invalid(f"Invalid boolean value: '{value}'.", "invalidParameter", name)
        return value == "true"

    @property
    def send_updates(self) -> str:
        """`all`, `externalOnly` or `none`; the legacy sendNotifications=true means all."""
        rule = self.parameters.get("sendUpdates", "all" if self.flag("sendNotifications") else "none")
        if rule not in ("all", "externalOnly", "none"):
            raise invalid(f"Invalid string value: '{rule}'.", "invalidParameter", "sendUpdates")
        return rule

    @property
    def with_conference(self) -> bool:
        version = self.parameters.get("conferenceDataVersion", "0")
        if version not in ("0", "1"):
            raise invalid(f"Invalid value '{version}'.", "invalidParameter", "conferenceDataVersion")
        return version == "1"


def shelf_for(world: World, caller: str, calendar_id: str) -> Shelf:
    """The calendar by id or `primary`. Raises ApiError 404 when the caller may not know of it."""
    shelf = world.shelves.get(caller if calendar_id == "primary" else calendar_id.lower())
    if shelf is None or shelf.role_of(caller) is None:
        raise not_found()
    return shelf


def require_role(shelf: Shelf, caller: str, roles: tuple[str, ...]) -> None:
    """Raises ApiError 403 when the caller's access to the calendar is too low."""
    if shelf.role_of(caller) not in roles:
        raise forbidden("requiredAccessLevel", "You need to have writer access to this calendar.")
