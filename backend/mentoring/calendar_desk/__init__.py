"""The coordinators' desk for calendars: what Google does not show as it is wanted, and whose."""
