"""States of the United States that want advertisements in fewer hours than federal law (47 CFR 64.1200(c)(1)) does.

The hours are those of two lists for callers (https://www.dropcowboy.com/state-compliance of November 2025 and
https://blog.clickpointsoftware.com/telemarketing-calling-hours-by-state of July 2025), where they differ the narrower ones;
those of Washington are in RCW 19.158.040(2), those of Florida in Fla. Stat. 501.616(6). One pair of hours for all days and
whole days without any is all that is told apart here, so some are narrower than their law: Texas lets none before noon on
Sundays and here none on Sundays, Rhode Island has other hours on Saturdays. Public holidays, on which some states want none,
are not known here. Area codes are those that `phonenumbers` places in a state: its geocoder itself takes 100 MB.
"""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from messaging.quiet_hours import QuietHours

SATURDAY, SUNDAY = 5, 6
EASTERN, CENTRAL, MOUNTAIN, PACIFIC = (
    f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles")
)


@dataclass(frozen=True)
class StateHours:
    """Local hours [opens, closes) in which a state lets advertisements come, on all but some days (0 is Monday), in each
    of its zones (IANA); `area_codes` of its phones, apart by spaces."""

    opens: int
    closes: int
    zones: tuple[str, ...]
    area_codes: str
    never_on: frozenset[int] = frozenset()

    def on_clock(self, zone: ZoneInfo) -> QuietHours:
        """When none may come, on the clock of one zone."""
        return QuietHours(zone, time(self.closes), time(self.opens), quiet_days=self.never_on)


NO_SUNDAY = frozenset({SUNDAY})
STATES: dict[str, StateHours] = {
    "AL": StateHours(8, 20, (CENTRAL,), "205 251 256 334 659 938", NO_SUNDAY),
    "CT": StateHours(9, 20, (EASTERN,), "203 475 860 959"),
    "FL": StateHours(
        8,
        20,
        (EASTERN, CENTRAL),
        "239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954",
    ),
    "KY": StateHours(10, 21, (EASTERN, CENTRAL), "270 364 502 606 859"),
    "LA": StateHours(8, 20, (CENTRAL,), "225 318 337 504 985", NO_SUNDAY),
    "MA": StateHours(8, 20, (EASTERN,), "339 351 413 508 617 774 781 857 978"),
    "MD": StateHours(8, 20, (EASTERN,), "227 240 301 410 443 667"),
    "ME": StateHours(9, 17, (EASTERN,), "207", frozenset({SATURDAY, SUNDAY})),
    "MI": StateHours(9, 21, (EASTERN, CENTRAL), "231 248 269 313 517 586 616 734 810 906 947 989"),
    "MN": StateHours(9, 21, (CENTRAL,), "218 320 507 612 651 763 952"),
    "MS": StateHours(8, 20, (CENTRAL,), "228 601 662 769", NO_SUNDAY),
    "NJ": StateHours(8, 20, (EASTERN,), "201 551 609 640 732 848 856 862 908 973"),
    "NM": StateHours(9, 21, (MOUNTAIN,), "505 575"),
    "NV": StateHours(9, 20, (PACIFIC, MOUNTAIN), "702 725 775"),
    "OK": StateHours(8, 20, (CENTRAL,), "405 539 572 580 918"),
    "PA": StateHours(
        9, 21, (EASTERN,), "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878", NO_SUNDAY
    ),
    "RI": StateHours(10, 17, (EASTERN,), "401", NO_SUNDAY),
    "SD": StateHours(9, 21, (CENTRAL, MOUNTAIN), "605", NO_SUNDAY),
    "TX": StateHours(
        9,
        21,
        (CENTRAL, MOUNTAIN),
        "210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979",
        NO_SUNDAY,
    ),
    "UT": StateHours(8, 21, (MOUNTAIN,), "385 435 801", NO_SUNDAY),
    "WA": StateHours(8, 20, (PACIFIC,), "206 253 360 425 509 564"),
    "WY": StateHours(8, 20, (MOUNTAIN,), "307"),
}
# Most zones hold many states; these lie in one, and it is above.
STATE_OF_ZONE = {
    "America/Detroit": "MI",
    "America/Menominee": "MI",
    "America/Kentucky/Louisville": "KY",
    "America/Kentucky/Monticello": "KY",
}
STATE_OF_AREA = {code: state for state, hours in STATES.items() for code in hours.area_codes.split()}


def state_nights(phone: str, own: QuietHours) -> list[QuietHours]:
    """When no advertisement may come to a number of the United States (E.164) by the law of the state that its area code is
    of, and of the one that its owner lives in as far as their zone tells; empty where these add nothing."""
    found = []
    if state := STATES.get(STATE_OF_AREA.get(phone.removeprefix("+1")[:3], "")):
        found += [state.on_clock(ZoneInfo(zone)) for zone in state.zones]
    if home := STATES.get(STATE_OF_ZONE.get(own.zone.key, "")):
        found.append(home.on_clock(own.zone))
    return found
