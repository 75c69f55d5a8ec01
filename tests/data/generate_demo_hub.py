"""Writes the people of the demo hub as the CSV files a hub would send. Nobody in them exists.

    python -m tests.data.generate_demo_hub [FOLDER]

The same seed and the same version of Faker give the same bytes. Names come from Faker; companies and
expertise from demo_hub/sources. Addresses end in .example (RFC 2606). Korean numbers are 010-0xxx, which
the numbering plan leaves unassigned; American ones are 555-01xx, kept free for fiction.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from faker import Faker

from intake.columns import COLUMNS, Kind
from tests.data.romanization import local_part

HUB = Path(__file__).parent / "demo_hub"
SEED = 20200811
Line = Mapping[str, str]

# What a company of a field is likely to need beside the needs anybody may have.
FIELD_NEEDS: Mapping[str, tuple[str, ...]] = {
    "health": ("healthcare-market", "ai-regulation", "data-privacy"),
    "factory": ("manufacturing-market", "channel-partners", "ip-patents"),
    "robot": ("manufacturing-market", "enterprise-sales", "ip-patents"),
    "energy": ("manufacturing-market", "technology-transfer", "channel-partners"),
    "chip": ("technology-transfer", "ip-patents", "channel-partners"),
    "finance": ("ai-regulation", "security-compliance", "data-privacy"),
    "security": ("security-compliance", "enterprise-sales", "cloud-partnerships"),
    "infra": ("cloud-partnerships", "developer-relations", "pricing"),
    "devtool": ("developer-relations", "pricing", "cloud-partnerships"),
    "consumer": ("ux-localization", "brand-content", "data-privacy"),
    "media": ("ux-localization", "brand-content", "product-management"),
    "education": ("ux-localization", "enterprise-sales", "product-management"),
    "legal": ("enterprise-sales", "data-privacy", "ai-regulation"),
}
ANY_NEEDS = (
    "localization-strategy", "go-to-market", "pricing", "enterprise-sales", "us-entity-legal", "fundraising",
    "pitch", "hiring", "customer-success", "product-management", "tax", "accounting",
)  # fmt: skip
STAGES = ("아이디어", "프리시드", "시드", "시드", "시드", "시리즈 A", "시리즈 A", "시리즈 B")
PACIFIC_CITIES = (
    "Palo Alto",
    "San Francisco",
    "Mountain View",
    "San Jose",
    "Menlo Park",
    "Berkeley",
    "팔로알토",
)
PACIFIC_ZONES = ("America/Los_Angeles", "US/Pacific", *PACIFIC_CITIES)
# Late afternoon in California is the morning after in Seoul; Friday's would be Saturday there.
SHARED_DAYS = ("mon", "tue", "wed", "thu", "sun")
SHARED_HOURS = ("16:00-19:00", "16:00-20:00", "17:00-20:00", "15:30-18:30", "16:00-18:00", "18:00-20:30")
OTHER_HOURS = ("fri 09:00-11:00", "sat 09:00-12:00", "wed 12:00-13:00", "fri 13:00-15:00")
HOME_ORGANISATIONS = (
    "Independent",
    "Bayshore Advisory",
    "Redwood Bridge Partners",
    "Golden Gate Localization",
)


class Cast:
    """Draws people that differ from each other in name, address and number."""

    def __init__(self) -> None:
        self.random = Random(SEED)
        self._korean, self._american = Faker("ko_KR"), Faker("en_US")
        self._korean.seed_instance(SEED)
        self._american.seed_instance(SEED)
        self._numbers = iter(self.random.sample(range(10_000_000), 400))
        self._lines = iter(self.random.sample(range(600), 200))
        self._names: set[str] = set()

    def name(self, *, korean: bool) -> str:
        while True:
            fake = self._korean if korean else self._american
            name = fake.name() if korean else f"{fake.first_name()} {fake.last_name()}"
            if name not in self._names and local_part(name) not in map(local_part, self._names):
                self._names.add(name)
                return str(name)

    def korean_phone(self) -> str:
        number = f"{next(self._numbers):07d}"
        forms = ("010-0{}-{}", "0100{}{}", "+82 10-0{}-{}", "'+82 10 0{} {}", "010 0{} {}", "010.0{}.{}")
        return self.random.choice(forms).format(number[:3], number[3:])

    def american_phone(self) -> str:
        area, last = divmod(next(self._lines), 100)
        code = ("415", "650", "408", "510", "925", "669")[area]
        forms = ("({}) 555-01{:02d}", "{}-555-01{:02d}", "+1 {} 555 01{:02d}", "{}.555.01{:02d}")
        return self.random.choice(forms).format(code, last)

    def some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        return self.random.sample(list(choices), self.random.randint(least, most))


def address(name: str, domain: str) -> str:
    return f"{local_part(name)}@{domain}.example"


def domain_of(company: str) -> str:
    return "-".join(company.lower().split())


def startups(cast: Cast) -> Iterator[Line]:
    """Eighty companies with a founder each; every fifth sends a second member."""
    korean_names = {topic["slug"]: topic["name_ko"] for topic in source("../topics")}
    for index, company in enumerate(source("companies")):
        own = cast.some(FIELD_NEEDS.get(company["field"], ("localization-strategy", "brand-content")), 1, 2)
        needs = dict.fromkeys([*own, *cast.some(ANY_NEEDS, 1, 3)])
        told = {
            "startup_ko": company["name_ko"],
            "startup_en": company["name_en"],
            "builds_ko": company["builds_ko"],
            "builds_en": company["builds_en"],
            "stage": cast.random.choice(STAGES),
            "needs": "; ".join(korean_names[slug] for slug in needs),
            "languages": cast.random.choice(
                ("한국어; 영어", "한국어; 영어", "한국어", "한국어; 영어; 일본어")
            ),
        }
        for _ in range(2 if index % 5 == 0 else 1):
            yield {**told, **member(cast, domain_of(company["name_en"]))}


def member(cast: Cast, domain: str) -> Line:
    name = cast.name(korean=True)
    return {
        "founder_name": name,
        "email": address(name, domain),
        "phone": cast.korean_phone(),
        "country": cast.random.choice(("KR", "한국", "대한민국")),
        "time_zone": cast.random.choice(("서울", "Asia/Seoul", "Seoul")),
        "language": cast.random.choice(("한국어", "한국어", "한국어", "영어")),
    }


def mentors(cast: Cast) -> Iterator[Line]:
    """Thirty Silicon Valley mentors; every fifth of them speaks Korean."""
    for index, expertise in enumerate(source("mentors")):
        speaks_korean = index % 5 == 4
        name = cast.name(korean=False)
        yield {
            "expert_name": name,
            "email": address(name, "mentors"),
            "phone": cast.american_phone(),
            "country": cast.random.choice(("US", "USA", "United States")),
            "time_zone": cast.random.choice(PACIFIC_ZONES),
            "language": "en",
            "kind": "mentor",
            "organisation": cast.random.choice(HOME_ORGANISATIONS),
            **described(expertise),
            "languages": "English; Korean" if speaks_korean else "English",
            "weekly_hours": pacific_hours(cast),
            **limits(cast),
        }


def pacific_hours(cast: Cast) -> str:
    days = sorted(cast.some(SHARED_DAYS, 2, 3), key=SHARED_DAYS.index)
    hours = [f"{day} {cast.random.choice(SHARED_HOURS)}" for day in days]
    if cast.random.random() < 0.3:
        hours.append(cast.random.choice(OTHER_HOURS[:2] if "wed" in days else OTHER_HOURS))
    return "; ".join(hours)


def limits(cast: Cast) -> Line:
    most_a_day = cast.random.randint(1, 3)
    return {
        "notice_hours": cast.random.choice(("24", "24", "48")),
        "buffer_before_minutes": cast.random.choice(("0", "0", "5", "10")),
        "buffer_after_minutes": cast.random.choice(("0", "10", "15")),
        "max_per_day": str(most_a_day),
        "max_per_week": str(most_a_day + cast.random.randint(1, 3)),
    }


def consultants(cast: Cast) -> Iterator[Line]:
    """Twelve tax, accounting and IP consultants in Seoul."""
    offices = {"tax": "서초세무그룹", "accounting": "양재회계자문", "ip-patents": "우면특허사무소"}
    for expertise in source("consultants"):
        field = expertise["topics"].split(";")[0]
        name = cast.name(korean=True)
        yield {
            "expert_name": name,
            "email": address(name, "consultants"),
            "phone": cast.korean_phone(),
            "country": "KR",
            "time_zone": "서울",
            "language": "ko",
            "kind": "consultant",
            "organisation": offices[field],
            **described(expertise),
            "languages": cast.random.choice(("ko", "ko; en")),
            "weekly_hours": cast.random.choice(
                (
                    "월-수 10:00-12:00; 목 14:00-17:00",
                    "화,목 14:00-18:00",
                    "월-금 13:00-15:00",
                    "수 09:30-12:30; 금 13:30-16:30",
                )
            ),
            **limits(cast),
        }


def contacts(cast: Cast) -> Iterator[Line]:
    """Forty people at three companies, some in Korea, some on the Pacific coast; a third give no number."""
    places = {"Google": "Mountain View", "Microsoft": "Redmond", "Naver": "성남"}
    titles = source("titles")
    for index in range(40):
        company = tuple(places)[index % 3]
        in_korea = company == "Naver" or index % 4 == 0
        name = cast.name(korean=in_korea)
        number = cast.korean_phone() if in_korea else cast.american_phone()
        yield {
            "contact_name": name,
            "email": address(name, company.lower()),
            "phone": "" if cast.random.random() < 1 / 3 else number,
            "country": "KR" if in_korea else "US",
            "time_zone": "Seoul" if in_korea and company != "Naver" else places[company],
            "language": "ko" if in_korea else "en",
            "organisation": company,
            **described(titles[index % len(titles)]),
            "languages": "ko; en" if in_korea else "en",
        }


def coordinators(cast: Cast) -> Iterator[Line]:
    for _ in range(4):
        name = cast.name(korean=True)
        phone = cast.korean_phone()
        yield {"coordinator_name": name, "email": address(name, "hub"), "phone": phone, "country": "KR"}


def described(expertise: Line) -> Line:
    return {column: expertise[column] for column in ("headline_ko", "headline_en", "topics")}


def source(name: str) -> list[dict[str, str]]:
    with (HUB / "sources" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(kind: Kind, lines: Sequence[Line], *, korean_headings: bool = False, ends: str = "\n") -> str:
    """The lines under the documented columns that any of them fills."""
    used = [column for column in COLUMNS[kind] if any(line.get(column.name) for line in lines)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=ends)
    writer.writerow([column.korean if korean_headings else column.name for column in used])
    writer.writerows([line.get(column.name, "") for column in used] for line in lines)
    return text.getvalue()


def write_demo_hub(folder: Path) -> None:
    """Write the five files: one as Korean Excel saves CSV (CP949), one as Excel's "CSV UTF-8" (with BOM)."""
    cast = Cast()
    companies = as_csv("startups", list(startups(cast)), korean_headings=True, ends="\r\n")
    guides = as_csv("experts", list(mentors(cast)))
    advisers = as_csv("experts", list(consultants(cast)), korean_headings=True, ends="\r\n")
    guests = as_csv("contacts", list(contacts(cast)))
    staff = as_csv("coordinators", list(coordinators(cast)))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "startups.csv").write_bytes(companies.encode("cp949"))
    (folder / "mentors.csv").write_bytes(guides.encode())
    (folder / "consultants.csv").write_bytes(advisers.encode("utf-8-sig"))
    (folder / "contacts.csv").write_bytes(guests.encode())
    (folder / "coordinators.csv").write_bytes(staff.encode())


if __name__ == "__main__":
    write_demo_hub(Path(sys.argv[1]) if len(sys.argv) > 1 else HUB)
