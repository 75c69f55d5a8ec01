"""Where carriers take texts from registered senders alone."""

from django.conf import settings

US_NOT_REGISTERED = "us_not_registered"


def us_is_registered() -> bool:
    """Whether the operator says that the carriers of the United States know the hub's campaign; without that they drop
    its texts and fine whoever sends them (https://www.twilio.com/docs/api/errors/30034)."""
    return bool(settings.ENV.twilio_us_campaign)
