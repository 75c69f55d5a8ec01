"""Zone files of a world that decided otherwise (RFC 8536), and a process that reads them."""

import struct
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from agenda import wall_clock, wording

HEADER = ">4s1s15x6l"


def zone_file(transitions: list[tuple[int, int]], offsets: list[tuple[int, bool, str]], footer: str) -> bytes:
    """A version 2 file. Transitions are (seconds since 1970, index of an offset); offsets (seconds ahead of UTC,
    whether it is daylight saving, abbreviation); `footer` is the POSIX TZ string that holds afterwards."""
    names = b"".join(name.encode() + b"\0" for _, _, name in offsets)
    places = [names.index(name.encode() + b"\0") for _, _, name in offsets]
    return b"".join(
        [
            struct.pack(HEADER, b"TZif", b"2", 0, 0, 0, 0, 0, 0),  # no data for readers of version 1
            struct.pack(HEADER, b"TZif", b"2", 0, 0, 0, len(transitions), len(offsets), len(names)),
            struct.pack(f">{len(transitions)}q", *(at for at, _ in transitions)),
            bytes(index for _, index in transitions),
            *(
                struct.pack(">lbB", ahead, dst, place)
                for (ahead, dst, _), place in zip(offsets, places, strict=True)
            ),
            names,
            f"\n{footer}\n".encode(),
        ]
    )


def california_without_daylight_saving_from_2027(directory: Path) -> None:
    """A directory for TZPATH in which California has its known past, and standard time for good from 2027."""
    standard, daylight = (-8 * 3600, False, "PST"), (-7 * 3600, True, "PDT")
    known = wall_clock.stretches(
        "America/Los_Angeles", wall_clock.day_of(date(2020, 1, 1)), wall_clock.day_of(date(2026, 12, 31))
    )
    transitions = [(part.starts * 60, int(part.offset == -420)) for part in known[1:]]
    path = directory / "America" / "Los_Angeles"
    path.parent.mkdir(parents=True)
    path.write_bytes(zone_file(transitions, [standard, daylight], "PST8"))
    (directory / "tzdata.zi").write_text("# version 2027-doctored\n")


@contextmanager
def zones_read_from(directory: Path) -> Iterator[None]:
    """As a process that starts with this directory before the installed zones."""
    zoneinfo.reset_tzpath([str(directory)])
    _forget_zones()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath()
        _forget_zones()


def _forget_zones() -> None:
    ZoneInfo.clear_cache()
    for kept in (
        wall_clock.zone,
        wall_clock.midnights,
        wall_clock.wall_time,
        wall_clock.stretches,
        wording.local_words,
    ):
        kept.cache_clear()
