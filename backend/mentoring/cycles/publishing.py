"""What was worked out becomes pairs that are offered; one that comes to nothing is followed by the next in the line."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.transactions import atomically
from agenda.wording import both_clocks
from audit.models import AuditEntry
from audit.operations import record
from directory.models import Topic
from mentoring.cycles.gathering import changes_between, gathered
from mentoring.cycles.nobody_left import CAME_TO_NOTHING, tell_nobody_left
from mentoring.cycles.operations import living
from mentoring.cycles.refusals import CycleOver, NotPublishable, WorldMoved
from mentoring.cycles.running import asked_of
from mentoring.cycles.scored import Scored
from mentoring.cycles.weekly_hour import first_at
from mentoring.cycles.why import reasons_of, told_with_an_offer
from mentoring.models import (
    Cycle,
    CycleState,
    PinKind,
    Programme,
    Relation,
    Run,
    RunPair,
    RunState,
)
from mentoring.programmes.editing import locked
from mentoring.programmes.queries import experts_in, seats_in, startups_in
from mentoring.relations.models import STANDING
from mentoring.relations.operations import Pair, offer
from mentoring.relations.room import room_in

NOTICE = timedelta(days=7)  # a first session is not suggested for tomorrow


@atomically
def publish_run(*, run_id: int, despite_changes: bool, by: Person, now: datetime) -> list[Relation]:
    """Offer its pairs to both sides, all of them or none; pairs that stand already stay. Of two who publish at once one
    does, the other is told.

    Raises CycleOver; NotPublishable; WorldMoved where wishes, people, hours or pins have changed since, unless
    `despite_changes`: then whoever takes no part any more is left out.
    """
    cycle = _held(Run.objects.values_list("cycle", flat=True).get(pk=run_id))
    run = Run.objects.select_related("gathered").get(pk=run_id)
    _require_publishable(run)
    changes = changes_since(run, cycle, now)
    if changes and not despite_changes:
        raise WorldMoved(moved=changes)
    pairs = _still_possible(run, cycle)
    relations = offer(
        programme=cycle.programme,
        pairs=_with_reasons(run, pairs, now),
        answer_by=now + timedelta(days=cycle.answer_days),
        by=by,
        now=now,
    )
    run.published_at = now
    run.save(update_fields=["published_at"])
    cycle.state, cycle.published_at = CycleState.PUBLISHED, cycle.published_at or now
    cycle.revision += 1
    cycle.save(update_fields=["state", "published_at", "revision"])
    record("cycle", cycle.pk, "published", by=by, now=now, run=run.pk, pairs=len(relations), changed=changes)
    return relations


@atomically
def offer_alternative(*, relation_id: UUID, now: datetime) -> Relation | None:
    """The next in the startup's line, in place of a pair that was declined or left unanswered; None where there is
    nobody, or it was done before, or the pair came from no cycle that lives. Coordinators are told, once, of a startup
    that has nobody and for which nobody is left."""
    relation = Relation.objects.select_related("programme", "startup", "expert__person").get(pk=relation_id)
    cycle_ids = Cycle.objects.filter(programme=relation.programme, state=CycleState.PUBLISHED)
    cycle_id = cycle_ids.values_list("pk", flat=True).first()
    if cycle_id is None or relation.state not in CAME_TO_NOTHING:
        return None
    try:
        cycle = _held(cycle_id)
    except CycleOver:
        return None
    if Relation.objects.filter(instead_of=relation).exists():
        return None
    line = _line(relation, cycle)
    if line is None:
        _note_nobody_left(cycle, relation, now)
        return None
    answer_by = now + timedelta(days=cycle.answer_days)
    pair = _with_reasons(line.run, [line], now)[0]
    return offer(
        programme=cycle.programme,
        pairs=[replace(pair, instead_of=relation)],
        answer_by=answer_by,
        by=None,
        now=now,
    )[0]


def _note_nobody_left(cycle: Cycle, relation: Relation, now: datetime) -> None:
    """The job that brings it here runs again where a worker was killed: one row, one letter each."""
    noted = AuditEntry.objects.filter(
        subject_kind="cycle", subject_id=str(cycle.pk), action="no_alternative"
    ).filter(details__relation=str(relation.pk))
    if noted.exists():
        return
    startup = relation.startup_id
    record("cycle", cycle.pk, "no_alternative", by=None, now=now, startup=startup, relation=str(relation.pk))
    standing = Relation.objects.filter(programme=cycle.programme, state__in=STANDING, startup=startup)
    if not standing.exists():
        tell_nobody_left(cycle, relation, now)


def _held(cycle_id: int) -> Cycle:
    """The cycle, and before it its programme: nobody leaves between the look at who takes part and the offer. Raises
    CycleOver."""
    locked(Cycle.objects.values_list("programme__slug", flat=True).get(pk=cycle_id))
    return living(cycle_id)


def changes_since(run: Run, cycle: Cycle, now: datetime) -> list[str]:
    """What has changed since a run was worked out, by stable codes: startups, experts, words, hours, pins, and so on."""
    assert run.gathered  # noqa: S101 -- done
    changes = changes_between(run.gathered.document, gathered(cycle, now=now))
    present = asked_of(cycle)
    pins = {"required", "forbidden"}
    if any(run.asked[name] != present[name] for name in pins):
        changes.append("pins")
    if any(run.asked[name] != value for name, value in present.items() if name not in pins):
        changes.append("weights")
    return changes


def _require_publishable(run: Run) -> None:
    reasons: Mapping[str, bool] = {
        "not_done": run.state != RunState.DONE,
        "trial": run.is_trial,
        "faulty": bool(run.faults),
        "published": run.published_at is not None,
        "superseded": Run.objects.filter(cycle=run.cycle_id, published_at__gte=run.wanted_at).exists(),
    }
    if why := [code for code, is_so in reasons.items() if is_so]:
        raise NotPublishable(why=why[0])


def _still_possible(run: Run, cycle: Cycle) -> list[RunPair]:
    standing = Relation.objects.filter(programme=cycle.programme, state__in=STANDING)
    taken = set(standing.values_list("startup", "expert"))
    pairs = run.pairs.filter(
        place=0, startup__in=startups_in(cycle.programme), expert__in=experts_in(cycle.programme)
    )
    rows = pairs.select_related("startup", "expert__person")
    new = [one for one in rows if (one.startup_id, one.expert_id) not in taken]
    return _within(room_in(cycle.programme), sorted(new, key=lambda one: (-one.score, one.pk)))


def _within(room: Callable[[int], int], pairs: Iterable[RunPair]) -> list[RunPair]:
    """As many of each expert as they have room for, the first ones."""
    given: Counter[int] = Counter()
    kept = []
    for one in pairs:
        if given[one.expert_id] < room(one.expert_id):
            given[one.expert_id] += 1
            kept.append(one)
    return sorted(kept, key=lambda one: one.pk)


def _line(relation: Relation, cycle: Cycle) -> RunPair | None:
    """The best of the startup's alternatives that is still possible."""
    programme = cycle.programme
    standing = Relation.objects.filter(programme=programme, state__in=STANDING)
    if standing.filter(startup=relation.startup_id).count() >= seats_in(programme)(relation.startup_id):
        return None
    were = Relation.objects.filter(programme=programme, startup=relation.startup_id).values("expert")
    forbidden = cycle.pins.filter(startup=relation.startup_id, kind=PinKind.FORBIDDEN).values("expert")
    line = RunPair.objects.filter(
        Q(place__gt=0),
        run__cycle=cycle,
        run__published_at__isnull=False,
        startup=relation.startup_id,
        expert__in=experts_in(programme),
    ).exclude(Q(expert__in=were) | Q(expert__in=forbidden))
    room = room_in(programme)
    rows = line.order_by(F("run").desc(), "place").select_related(
        "startup", "expert__person", "run__gathered"
    )
    return next((one for one in rows if room(one.expert_id) > 0), None)


def _with_reasons(run: Run, pairs: list[RunPair], now: datetime) -> list[Pair]:
    assert run.gathered  # noqa: S101 -- done
    scored = Scored(run.gathered.document, run.asked)
    topics = list(Topic.objects.all())
    earliest = _earliest(run.cycle.programme, now)
    found = []
    for one in pairs:
        hour = one.hour if one.hour is not None else _common_hour(scored, one)
        said = {}
        for language in ("ko", "en"):
            names = {topic.slug: getattr(topic, f"name_{language}") for topic in topics}
            with translation.override(language):
                said[language] = _why(scored, one, hour, names, earliest)
        found.append(Pair(one.startup, one.expert, said["ko"], said["en"], weekly_minute=hour))
    return found


def _why(scored: Scored, pair: RunPair, hour: int | None, topics: Mapping[str, str], after: datetime) -> str:
    told = told_with_an_offer(reasons_of(scored, pair.startup_id, pair.expert_id, topics))
    if hour is None:
        return told
    language = translation.get_language() or "en"
    first = first_at(hour, after=after)
    times = both_clocks(first, settings.HUB_TIME_ZONE, pair.expert.person.time_zone, language)
    suggestion = _("A first session could be: %(times)s") % {"times": times}
    return f"{told}. {suggestion}" if told else suggestion


def _earliest(programme: Programme, now: datetime) -> datetime:
    """Just before the first start that may be suggested: neither too soon, nor before the programme begins."""
    soon, first = now + NOTICE, programme.starts_on
    if first is None:
        return soon
    begins = datetime.combine(first, time(), ZoneInfo(settings.HUB_TIME_ZONE))
    return max(soon, begins - timedelta(minutes=1))


def _common_hour(scored: Scored, pair: RunPair) -> int | None:
    ours, theirs = scored.free_slots
    both = ours[scored.startups[pair.startup_id]] & theirs[scored.experts[pair.expert_id]]
    return next((scored.slots[at] for at in both.nonzero()[0].tolist()), None)
