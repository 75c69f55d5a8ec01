"""A hub hears at once of a channel that cannot be used: every command looks, the worker and the migration among them."""

from typing import Any

from django.core.checks import Error

from messaging.channels.installed import ADDED


def added_channels_can_be_used(**_: Any) -> list[Error]:
    try:
        ADDED.channels.keys()
    except (ValueError, ImportError, AttributeError) as error:
        return [Error(f"MESSAGE_CHANNELS: {error}", id="messaging.E001")]
    return []
