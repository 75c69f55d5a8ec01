"""A programme of the demo hub that takes applications: some have arrived, and wait for a coordinator to read them."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Person, Role
from directory.models import ExpertKind, StartupMember
from mentoring.models import Joining, PairingWay, Programme, Question, QuestionUse
from mentoring.programmes.answering import questions_asked
from mentoring.programmes.applying import submit_application
from mentoring.programmes.editing import create_programme, set_milestones, set_questions
from mentoring.programmes.turning import open_programme

SLUG = "global-launch"
# The first companies of the files are those whom a visitor signs in for: they have not applied yet.
FIRST_STARTUP = 40
WORDS: dict[str, Any] = {
    "name_ko": "글로벌 진출 집중 과정",
    "name_en": "Global launch",
    "summary_ko": "여섯 달 동안 실리콘밸리 멘토와 함께 미국 시장 진출을 준비합니다.",
    "summary_en": "Six months with a Silicon Valley mentor towards your first customers in the US.",
    "expert_kind": ExpertKind.MENTOR,
    "joining": Joining.APPLICATION,
    "pairing": PairingWay.ASSIGNED,
}

QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "kind": "text",
        "title_ko": "여섯 달 뒤 무엇이 달라져 있어야 합니까?",
        "title_en": "What should be different after six months?",
    },
    {
        "kind": "one",
        "title_ko": "지금 가장 필요한 도움은 무엇입니까?",
        "title_en": "What do you need most now?",
        "options": [
            {"key": "sales", "ko": "영업과 고객 찾기", "en": "Sales and finding customers"},
            {"key": "product", "ko": "제품 현지화", "en": "Localizing the product"},
            {"key": "funding", "ko": "투자 유치", "en": "Raising money"},
        ],
    },
    {
        "kind": "scale",
        "title_ko": "해외 진출 준비 정도 (1–5)",
        "title_en": "How ready are you to go abroad? (1–5)",
        "scale_from": 1,
        "scale_to": 5,
    },
)
MILESTONES = (
    {"title_ko": "목표 고객 정하기", "title_en": "Know the first customers", "due_weeks": 4},
    {"title_ko": "고객 열 곳 만나기", "title_en": "Ten customer interviews", "due_weeks": 12},
    {"title_ko": "첫 유료 고객", "title_en": "First paying customer", "due_weeks": None},
)
GOALS = (
    "미국 고객 다섯 곳과 시범 운영을 시작합니다.",
    "영어 제품 페이지와 가격표를 완성합니다.",
    "현지 파트너 한 곳과 계약합니다.",
    "현지 투자자 열 곳을 만납니다.",
    "미국 법인 설립 여부를 결정합니다.",
)


def take_applications(*, now: datetime) -> int:
    """Make the programme, open it for three weeks, and let some startups apply; how many did."""
    by = Person.objects.filter(role=Role.COORDINATOR).order_by("pk")[0]
    today = now.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
    programme = create_programme(
        slug=SLUG,
        starts_on=today + timedelta(weeks=5),
        ends_on=today + timedelta(weeks=31),
        applications_until=now + timedelta(weeks=3),
        by=by,
        now=now,
        **WORDS,
    )
    rows = [_whole(question) for question in QUESTIONS]
    set_questions(slug=SLUG, use=QuestionUse.INTAKE, rows=rows, by=by, now=now)
    set_milestones(slug=SLUG, rows=MILESTONES, by=by, now=now)
    open_programme(slug=SLUG, by=by, now=now)
    programme.refresh_from_db()
    return _apply(programme, now)


def _whole(question: dict[str, Any]) -> dict[str, Any]:
    absent: dict[str, Any] = {
        "help_ko": "",
        "help_en": "",
        "options": [],
        "scale_from": None,
        "scale_to": None,
    }
    return {**absent, "is_required": True, **question}


def _apply(programme: Programme, now: datetime) -> int:
    text, need, scale = questions_asked(programme, QuestionUse.INTAKE)
    members = StartupMember.objects.select_related("person", "startup").order_by("startup_id", "pk")
    one_each = members.distinct("startup_id")[FIRST_STARTUP:]
    for place, (goal, member) in enumerate(zip(GOALS, one_each, strict=False)):
        submit_application(
            programme=programme,
            startup=member.startup,
            answers={str(text.pk): goal, str(need.pk): _key(need, place), str(scale.pk): 1 + place % 5},
            by=member.person,
            now=now,
        )
    return programme.applications.count()


def _key(question: Question, place: int) -> str:
    options: list[dict[str, str]] = question.options
    return options[place % len(options)]["key"]
