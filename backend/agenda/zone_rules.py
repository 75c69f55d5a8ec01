"""Which rules of the world's clocks are in force, and which were when times were last worked out."""

import zoneinfo
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from importlib import resources
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db.models import Exists

from accounts.zone_names import current_names
from agenda.models import KnownZone, TzdataVersion


def installed_rules() -> str:
    """The versions of every tz database that `zoneinfo` may read here, the first it asks first: "2026b+2026.6".

    PEP 615: the directories of TZPATH come before the tzdata package. `tzdata.zi` names the release of a
    directory in its first line (tz-link: "# version 2026b").
    """
    releases = [release for path in zoneinfo.TZPATH if (release := _release_in(Path(path)))]
    return "+".join([*releases, version("tzdata")])


def stored_rules() -> str | None:
    """Those of the last time; None if nobody noted any."""
    noted = TzdataVersion.objects.filter(Exists(KnownZone.objects.all()))
    return noted.values_list("version", flat=True).first()


def lock_rules() -> None:
    """Of two who bring times to new rules, the second waits for the first and finds nothing left to do."""
    TzdataVersion.objects.select_for_update().first()


def note_rules(*, rules: str, now: datetime) -> None:
    """From now on all times are worked out by these, which are those installed. Keeps the rules of every zone."""
    TzdataVersion.objects.update_or_create(id=1, defaults={"version": rules, "since": now})
    KnownZone.objects.bulk_create(
        [KnownZone(name=name, rules=_rules_of(name)) for name in sorted(current_names())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["rules"],
    )


def zones_as_noted(names: Collection[str]) -> dict[str, ZoneInfo]:
    """By name, these zones by the rules of the last time; without those of which nothing was noted. One statement."""
    rows = KnownZone.objects.filter(name__in=names).values_list("name", "rules")
    return {name: ZoneInfo.from_file(BytesIO(rules), key=name) for name, rules in rows}


def _rules_of(zone: str) -> bytes:
    """The file from which `zoneinfo` reads the zone: the first of those that PEP 615 names."""
    for path in zoneinfo.TZPATH:
        with suppress(OSError):
            return (Path(path) / zone).read_bytes()
    return resources.files("tzdata.zoneinfo").joinpath(zone).read_bytes()


def _release_in(directory: Path) -> str:
    try:
        with (directory / "tzdata.zi").open(encoding="ascii") as text:
            return text.readline().removeprefix("# version").strip()
    except OSError:
        return ""
