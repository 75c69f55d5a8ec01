"""What each state of a programme allows, what it demands, and what answers a question takes. Plain values only."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

DRAFT, OPEN, RUNNING, CLOSED = "draft", "open", "running", "closed"

# From where each step leads.
STEPS = {"open": (DRAFT,), "run": (DRAFT, OPEN), "close": (OPEN, RUNNING)}

WHO = frozenset({"slug", "expert_kind"})
HOW = frozenset({"joining", "takes_all_experts"})
# What cannot be changed any more: those who joined, applied or were paired did so on these terms.
FIXED: Mapping[str, frozenset[str]] = {
    DRAFT: frozenset({"slug"}),
    OPEN: WHO | HOW,
    RUNNING: WHO | HOW | {"pairing", "starts_on"},
}

LONGEST_TEXT = 4000
LONGEST_LINK = 500
ADDRESS = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)

REQUIRED, NO_TEXT, TOO_LONG = "required", "not_a_text", "too_long"
NO_OPTION, NO_NUMBER, NO_ADDRESS = "not_an_option", "not_on_the_scale", "not_an_address"


@dataclass(frozen=True)
class Plan:
    """What is known of a programme that is to take a step; instants and dates on the hub's clock."""

    names: tuple[str, str]
    summaries: tuple[str, str]
    starts_on: date | None
    ends_on: date | None
    takes_applications: bool
    applications_until: datetime | None
    experts: int
    intake: int  # questions


@dataclass(frozen=True)
class Lack:
    """What is missing: the field and a stable code."""

    field: str
    code: str


def fixed_among(state: str, fields: Collection[str]) -> list[str]:
    """Those of `fields` that may not be changed in that state; nothing of a closed programme may."""
    if state == CLOSED:
        return sorted(fields)
    return sorted(FIXED[state] & set(fields))


def lacks_before_open(plan: Plan, *, now: datetime, today: date) -> list[Lack]:
    """What a programme needs before anybody is shown it."""
    lacks = _lacks_of_any(plan, today)
    if plan.takes_applications:
        if plan.applications_until is None:
            lacks.append(Lack("applications_until", "empty"))
        elif plan.applications_until <= now:
            lacks.append(Lack("applications_until", "past"))
        if not plan.intake:
            lacks.append(Lack("intake", "no_questions"))
    return lacks


def lacks_before_run(plan: Plan, *, today: date) -> list[Lack]:
    """What it needs before sessions are held. Applications may be over by then."""
    lacks = _lacks_of_any(plan, today)
    return lacks if plan.experts else [*lacks, Lack("experts", "nobody")]


def _lacks_of_any(plan: Plan, today: date) -> list[Lack]:
    texts = {
        "name_ko": plan.names[0],
        "name_en": plan.names[1],
        "summary_ko": plan.summaries[0],
        "summary_en": plan.summaries[1],
    }
    lacks = [Lack(field, "empty") for field, text in texts.items() if not text.strip()]
    lacks += [Lack(field, "empty") for field in ("starts_on", "ends_on") if getattr(plan, field) is None]
    if plan.ends_on is not None and plan.ends_on < today:
        lacks.append(Lack("ends_on", "past"))
    return lacks


@dataclass(frozen=True)
class Asked:
    """A question as far as its answers care."""

    kind: str
    is_required: bool
    options: Sequence[str] = ()  # keys
    scale: tuple[int, int] | None = None


def fault_in(asked: Asked, value: object) -> str:
    """Why `value` is no answer, as a stable code; empty where it is one. None is: not answered."""
    if value is None or value in ("", []):
        return REQUIRED if asked.is_required else ""
    return CHECKS[asked.kind](asked, value)


def _text_fault(_asked: Asked, value: object) -> str:
    if not isinstance(value, str) or not is_storable(value):
        return NO_TEXT
    if not value.strip():
        return REQUIRED
    return TOO_LONG if len(value) > LONGEST_TEXT else ""


def _one_fault(asked: Asked, value: object) -> str:
    return "" if isinstance(value, str) and value in asked.options else NO_OPTION


def _many_fault(asked: Asked, value: object) -> str:
    is_good = (
        isinstance(value, list)
        and all(isinstance(key, str) and key in asked.options for key in value)
        and len(set(value)) == len(value)
    )
    return "" if is_good else NO_OPTION


def _scale_fault(asked: Asked, value: object) -> str:
    low, high = asked.scale or (0, 0)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return "" if is_number and low <= value <= high else NO_NUMBER  # type: ignore[operator]  # seen on this line


def _link_fault(_asked: Asked, value: object) -> str:
    if not isinstance(value, str) or not is_storable(value) or not ADDRESS.fullmatch(value):
        return NO_ADDRESS
    return TOO_LONG if len(value) > LONGEST_LINK else ""


CHECKS = {
    "text": _text_fault,
    "one": _one_fault,
    "many": _many_fault,
    "scale": _scale_fault,
    "link": _link_fault,
}


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def may_apply_at(now: datetime, until: datetime | None) -> bool:
    """Half-open: at the deadline itself it is too late."""
    return until is None or now < until


def open_to_startup(place: str, application: str, *, may_apply: bool) -> list[str]:
    """What a startup with that place and application (states, or empty) may do."""
    deeds = []
    if place == "invited":
        deeds.append("answer")
    if may_apply and place != "joined" and application in ("", "draft", "withdrawn"):
        deeds.append("apply")
    if application in ("submitted", "waitlisted"):
        deeds.append("withdraw")
    if place == "joined":
        deeds.append("leave")
    return deeds


def open_to_expert(place: str, *, takes_all: bool) -> list[str]:
    """What an expert with that place (a state, or empty) may do."""
    deeds = ["answer"] if place == "invited" else []
    if takes_all or place in ("invited", "joined"):
        deeds.append("give")
    if place == "joined":
        deeds.append("leave")
    return deeds
