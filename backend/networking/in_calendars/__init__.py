"""Events in guests' calendars: as files to keep and as feeds to subscribe to."""
