"""The one place that reads the time. Doors (views, jobs, commands) ask it; everything below takes `now`."""

from clock.reading import now

__all__ = ["now"]
