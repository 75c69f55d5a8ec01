"""Which rules of the world's clocks are in force, and which were when times were last worked out."""

import zoneinfo
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from agenda.models import TzdataVersion


def installed_rules() -> str:
    """The versions of every tz database that `zoneinfo` may read here, the first it asks first: "2026b+2026.6".

    PEP 615: the directories of TZPATH come before the tzdata package. `tzdata.zi` names the release of a
    directory in its first line (tz-link: "# version 2026b").
    """
    releases = [release for path in zoneinfo.TZPATH if (release := _release_in(Path(path)))]
    return "+".join([*releases, version("tzdata")])


def stored_rules() -> str | None:
    """Those of the last time; None if nobody noted any."""
    return TzdataVersion.objects.values_list("version", flat=True).first()


def note_rules(*, rules: str, now: datetime) -> None:
    """From now on all times are worked out by these."""
    TzdataVersion.objects.update_or_create(id=1, defaults={"version": rules, "since": now})


def _release_in(directory: Path) -> str:
    try:
        with (directory / "tzdata.zi").open(encoding="ascii") as text:
            return text.readline().removeprefix("# version").strip()
    except OSError:
        return ""
