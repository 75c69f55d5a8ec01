"""Group sessions of the demo hub: one nearly empty, one half full, one full with people who wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Person
from agenda import queries as agenda_queries
from directory.models import Expert, ExpertKind, StartupMember
from mentoring.groups.joining import join_group
from mentoring.groups.operations import Terms, Waived, open_group
from mentoring.models import Programme
from mentoring.queries import question_for

PROGRAMME = "localization-mentoring"
# The first people of the files are those whom a visitor signs in as: their calendars stay as they are.
FIRST_HOST, FIRST_FOUNDER = 12, 30


@dataclass(frozen=True)
class Sketch:
    """A group session to be: `ahead` days from now at the earliest, `people` of them join, the last ones wait."""

    terms: Terms
    ahead: int
    seats: int
    people: int


SKETCHES = (
    Sketch(
        Terms(
            "미국 고객이 이해하는 가격표 만들기",
            "A price list that customers in the US understand",
            "구독, 사용량, 좌석: 세 가지 가격 방식을 실제 사례로 비교하고 각자의 가격표를 함께 고칩니다.",
            "Seats, usage or flat: we compare three ways to price with real cases, and mend yours together.",
            closes_hours=2,
            offer_hours=12,
        ),
        ahead=3,
        seats=4,
        people=6,
    ),
    Sketch(
        Terms(
            "첫 해외 채용: 계약과 보상",
            "Your first hire abroad: contracts and pay",
            "현지 법인 없이 사람을 뽑는 방법과 스톡옵션의 기본을 다룹니다. 질문을 가져오세요.",
            "How to hire without a company of your own there, and options in short. Bring your questions.",
            closes_hours=4,
            offer_hours=12,
        ),
        ahead=5,
        seats=12,
        people=5,
    ),
    Sketch(
        Terms(
            "투자자 앞 데모: 10분 연습",
            "Demo for investors: ten minutes each",
            "차례로 10분씩 발표하고 바로 의견을 듣습니다.",
            "Everybody shows for ten minutes and hears what worked and what did not.",
            closes_hours=24,
            offer_hours=6,
        ),
        ahead=8,
        seats=8,
        people=2,
    ),
)


def open_groups(*, now: datetime) -> int:
    """Open them through the operations; how many found an hour of their host."""
    programme = Programme.objects.get(slug=PROGRAMME)
    mentors = Expert.objects.filter(kind=ExpertKind.MENTOR).select_related("person").order_by("pk")
    members = StartupMember.objects.select_related("person", "startup").order_by("pk")[FIRST_FOUNDER:]
    joining = iter(list(members))
    opened = 0
    for sketch, host in zip(SKETCHES, mentors[FIRST_HOST:], strict=False):
        starts_at = _first_free(programme, host.person, now + timedelta(days=sketch.ahead), now)
        if starts_at is None:
            continue
        group = open_group(
            programme=programme,
            expert=host,
            starts_at=starts_at,
            minutes=programme.session_minutes,
            seats=sketch.seats,
            terms=sketch.terms,
            waived=Waived(),
            by=host.person,
            now=now,
        )
        for _, member in zip(range(sketch.people), joining, strict=False):
            join_group(group_id=group.pk, startup=member.startup, wait=True, by=member.person, now=now)
        opened += 1
    return opened


def _first_free(programme: Programme, host: Person, after: datetime, now: datetime) -> datetime | None:
    question = question_for(programme, host, None)
    return next(iter(agenda_queries.next_free_starts(question, after=after, now=now, at_most=1)), None)
