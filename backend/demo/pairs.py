"""A programme of the demo hub that has run for weeks: a published cycle, and what has become of its pairs.

Everything is done by the operations that the doors call, each at its own moment of the past.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.models import Person, Role
from demo.lives import live
from directory.models import Expert, ExpertKind, Startup
from mentoring.cycles.publishing import publish_run
from mentoring.cycles.running import start_run, work_out
from mentoring.cycles.wishing import Say, keep_wish
from mentoring.models import Approval, Cycle, Joining, PairingWay, Programme, QuestionUse, Relation
from mentoring.programmes.editing import create_programme, set_milestones, set_questions
from mentoring.programmes.joining import give_time, set_startup_place
from mentoring.programmes.turning import run_programme
from mentoring.relations.paying import set_rate
from messaging.models import Message, Reminder

SLUG = "autumn-mentoring"
BEGAN, LASTS = timedelta(weeks=8), timedelta(weeks=20)
# None of those whom a visitor signs in as, or who take part in what else the demo shows.
STARTUPS, EXPERTS = slice(50, 58), slice(20, 24)
PLACES = (3, 2, 1, 1)  # of the experts: one startup stays without
RANKED = 3
WORDS: dict[str, Any] = {
    "name_ko": "현지화 정기 멘토링",
    "name_en": "Localization, week by week",
    "summary_ko": "같은 멘토와 정해진 시간에 만나며 현지화 전략을 세우고 실행합니다.",
    "summary_en": "The same mentor at the same hour, from a localization strategy to its first results.",
    "expert_kind": ExpertKind.MENTOR,
    "approval": Approval.AUTOMATIC,
    "joining": Joining.INVITATION,
    "takes_all_experts": False,
    "pairing": PairingWay.CYCLE,
}
MILESTONES = (
    {
        "title_ko": "목표 시장과 고객 정하기",
        "title_en": "Choose the market and its customers",
        "due_weeks": 3,
    },
    {"title_ko": "고객 열 곳과 이야기하기", "title_en": "Talk with ten customers", "due_weeks": 6},
    {"title_ko": "현지 가격표", "title_en": "A price list for the market", "due_weeks": 12},
    {"title_ko": "첫 해외 매출", "title_en": "First revenue abroad", "due_weeks": None},
)
FEEDBACK: tuple[dict[str, Any], ...] = (
    {
        "kind": "scale",
        "title_ko": "오늘 세션이 얼마나 도움이 되었습니까? (1–5)",
        "title_en": "How much did this session help? (1–5)",
        "scale_from": 1,
        "scale_to": 5,
        "is_required": True,
    },
    {
        "kind": "text",
        "title_ko": "다음에는 무엇을 다루고 싶습니까?",
        "title_en": "What should the next one be about?",
        "is_required": False,
    },
)
PER_HOUR: dict[str, Any] = {"per_hour": Decimal(120), "currency": "USD"}


def pair_up(*, now: datetime) -> int:
    """Run the programme from its beginning to `now`; how many pairs stand."""
    by = Person.objects.filter(role=Role.COORDINATOR).order_by("pk")[0]
    began = _on_the_hour(now - BEGAN)
    programme = _programme(by, began)
    relations = _published(programme, by, began)
    live(relations, by=by, now=now)
    _forget_what_was_sent(now)
    return Relation.objects.filter(programme=programme, state="active").count()


def _on_the_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


@transaction.atomic
def _programme(by: Person, began: datetime) -> Programme:
    today = began.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
    create_programme(slug=SLUG, starts_on=today, ends_on=today + LASTS, by=by, now=began, **WORDS)
    set_milestones(slug=SLUG, rows=MILESTONES, by=by, now=began)
    rows = [_whole(question) for question in FEEDBACK]
    set_questions(slug=SLUG, use=QuestionUse.FEEDBACK, rows=rows, by=by, now=began)
    programme = Programme.objects.get(slug=SLUG)
    for startup in Startup.objects.order_by("pk")[STARTUPS]:
        set_startup_place(slug=SLUG, startup=startup, least_experts=0, most_experts=1, by=by, now=began)
    for expert, capacity in zip(_experts(), PLACES, strict=True):
        gives = {"capacity": capacity, "topics": list(expert.topics.all())}
        give_time(programme=programme, expert=expert, by=by, now=began, **gives)
        set_rate(programme=programme, expert=expert, by=by, now=began, **PER_HOUR)
    return run_programme(slug=SLUG, by=by, now=began)


def _experts() -> Sequence[Expert]:
    mentors = Expert.objects.filter(kind=ExpertKind.MENTOR).select_related("person")
    return list(mentors.prefetch_related("topics").order_by("pk")[EXPERTS])


def _whole(question: dict[str, Any]) -> dict[str, Any]:
    absent: dict[str, Any] = {
        "help_ko": "",
        "help_en": "",
        "options": [],
        "scale_from": None,
        "scale_to": None,
    }
    return {**absent, **question}


def _published(programme: Programme, by: Person, began: datetime) -> list[Relation]:
    due_on = (began + timedelta(days=2)).date()
    cycle = Cycle.objects.create(
        programme=programme,
        startups_due_on=due_on,
        startups_due_at=time(18),
        experts_due_on=due_on,
        experts_due_at=time(18),
        language_is_a_must=False,
        opened_at=began,
    )
    experts = [expert.pk for expert in _experts()]
    for place, startup in enumerate(Startup.objects.order_by("pk")[STARTUPS]):
        ranks = [experts[(place + more) % len(experts)] for more in range(RANKED)]
        say = Say(ranks=ranks, topics=[topic.slug for topic in startup.needs.all()])
        keep_wish(cycle_id=cycle.pk, party=startup, say=say, send=True, by=by, now=began, for_them=True)
    run = start_run(cycle_id=cycle.pk, by=by, now=began + timedelta(days=3))
    work_out(run_id=run.pk, now=run.wanted_at)
    # At once: an hour later may be another day of the hub, and then other weeks lie ahead.
    return publish_run(run_id=run.pk, despite_changes=False, by=by, now=run.wanted_at)


def _forget_what_was_sent(now: datetime) -> None:
    """Its letters left long ago: they are not to fill mailboxes today. Reminders of what lies ahead stay."""
    Message.objects.all().delete()
    Reminder.objects.filter(due_at__lte=now).delete()
