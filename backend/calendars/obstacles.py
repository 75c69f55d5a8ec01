"""What keeps an event from its calendar until somebody does something about it: stable codes."""

NEEDS_REAUTH = "needs_reauth"  # the person has to consent again
WRITING_NOT_GRANTED = "writing_not_granted"  # the person left out the box for it at Google
CALENDAR_GONE = "calendar_gone"  # deleted at Google, or none is chosen
CALENDAR_READ_ONLY = "calendar_read_only"  # the person may only look into it now
OWN_CALENDAR_PENDING = "own_calendar_pending"  # Meridian has not made it yet
OWN_CALENDAR_UNKNOWN = "own_calendar_unknown"  # it may be there, under a name that we were not told

LOST = (CALENDAR_GONE, CALENDAR_READ_ONLY)
# Nothing passes by itself here, so nobody looks every minute; whoever mends it queues the writes again.
PARKED = (WRITING_NOT_GRANTED, *LOST, OWN_CALENDAR_PENDING, OWN_CALENDAR_UNKNOWN)
