"""Event times as Google writes them: `{"dateTime", "timeZone"}` or `{"date"}`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from integrations.emulators.google.errors import invalid
from integrations.emulators.google.store import JsonObject


def zone(name: str, edge: str) -> ZoneInfo:
    """The IANA zone, or Google's 400."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise invalid(f"Invalid time zone definition for {edge} time.") from error


def settled(moment: JsonObject, edge: str, *, is_recurring: bool) -> JsonObject:
    """A checked time in stored form: dateTime always with an offset. Raises ApiError 400."""
    if not isinstance(moment, dict) or bool(moment.get("date")) == bool(moment.get("dateTime")):
        raise invalid(f"Missing {edge} time." if not moment else f"Invalid {edge} time.", "required")
    if moment.get("date"):
        return {"date": _parsed_date(str(moment["date"])).isoformat()}
    name = moment.get("timeZone")
    if is_recurring and not name:
        raise invalid(f"Missing time zone definition for {edge} time.", "required")
    local = _parsed(str(moment["dateTime"]))
    if local.tzinfo is None and not name:
        raise invalid(f"Missing time zone definition for {edge} time.", "required")
    its_zone = zone(str(name), edge) if name else None
    if local.tzinfo is None:
        local = local.replace(tzinfo=its_zone)
    return {"dateTime": local.isoformat(timespec="seconds")} | ({"timeZone": name} if name else {})


def instant(moment: JsonObject, calendar_zone: str) -> datetime:
    """Aware UTC; a date is the midnight of the calendar's zone."""
    if "date" in moment:
        day = date.fromisoformat(moment["date"])
        return datetime.combine(day, time(), ZoneInfo(calendar_zone)).astimezone(UTC)
    return datetime.fromisoformat(moment["dateTime"]).astimezone(UTC)


def shown(moment: JsonObject, in_zone: str) -> JsonObject:
    """As an answer shows it: the offset is that of the calendar or of the requested zone."""
    if "date" in moment:
        return moment
    local = datetime.fromisoformat(moment["dateTime"]).astimezone(ZoneInfo(in_zone))
    return {
        "dateTime": local.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "timeZone": moment.get("timeZone", in_zone),
    }


def query_instant(text: str, parameter: str) -> datetime:
    """A timeMin-like parameter; the offset is mandatory. Raises ApiError 400."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid("Bad Request", "badRequest", parameter) from error
    if moment.tzinfo is None:
        raise invalid("Bad Request", "badRequest", parameter)
    return moment.astimezone(UTC)


def stamp(moment: datetime) -> str:
    """RFC 3339 with milliseconds and Z, as `created` and `updated`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise invalid("Bad Request", "badRequest") from error


def _parsed_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise invalid("Invalid value for: Invalid format", "invalid") from error
