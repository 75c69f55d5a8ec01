"""The doors of a person's Google Calendar, and the coordinators' look at all of them."""
