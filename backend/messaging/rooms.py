"""Where people meet, for those who are told at the start. Calendars know; they lie beside this area, so settings name
whom to ask."""

from collections.abc import Callable, Collection, Mapping
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


def rooms_of(appointment_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The address of each appointment's video room; nothing of one that has none."""
    asked = cast(Callable[[Collection[UUID]], Mapping[UUID, str]], import_string(settings.ROOMS_OF))
    return asked(appointment_ids)
