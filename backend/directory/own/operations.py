"""What companies and experts say of themselves beyond their profile."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from audit.operations import record
from directory.company_names import company_key
from directory.models import Expert, ExpertConflict, Startup, Topic
from directory.taxonomy.operations import held


@transaction.atomic
def set_conflicts(
    *, expert: Expert, conflicts: Collection[tuple[str, str]], by: Person, now: datetime
) -> list[ExpertConflict]:
    """With which companies the expert is bound up: (kind, company as it is written). One that is named twice in
    different spellings is kept once, as it was written first."""
    Expert.objects.select_for_update().get(pk=expert.pk)
    named: dict[tuple[str, str], str] = {}
    for kind, company in conflicts:
        named.setdefault((kind, company_key(company)), company)
    known = {(row.kind, row.company_key): row for row in expert.conflicts.all()}
    gone = [row.pk for key, row in known.items() if key not in named]
    added = [
        ExpertConflict(expert=expert, kind=kind, company=company, company_key=key)
        for (kind, key), company in named.items()
        if (kind, key) not in known
    ]
    ExpertConflict.objects.filter(pk__in=gone).delete()
    ExpertConflict.objects.bulk_create(added)
    if gone or added:
        record(
            "expert",
            expert.pk,
            "expert.conflicts_changed",
            by=by,
            now=now,
            before=sorted(f"{row.kind}: {row.company}" for row in known.values()),
            after=sorted(f"{kind}: {company}" for (kind, _key), company in named.items()),
        )
    return list(expert.conflicts.all())


@transaction.atomic
def set_company(
    *,
    startup: Startup,
    needs: Sequence[Topic],
    markets: Sequence[str],
    competitors: Sequence[str],
    by: Person,
    now: datetime,
    **builds: str,
) -> Startup:
    """What the company needs, where it sells or wants to, and whose people should not advise it; `builds_ko` and
    `builds_en`, what it does, stay where they are not given. Raises TopicGone."""
    startup = Startup.objects.select_for_update().get(pk=startup.pk)
    before = {
        "needs": sorted(startup.needs.values_list("slug", flat=True)),
        "markets": startup.markets,
        "competitors": startup.competitors,
        **{name: getattr(startup, name) for name in builds},
    }
    after = {
        "needs": sorted(topic.slug for topic in needs),
        "markets": list(markets),
        "competitors": list(competitors),
        **builds,
    }
    if before != after:
        plain = {name: value for name, value in after.items() if name != "needs"}
        for name, value in plain.items():
            setattr(startup, name, value)
        startup.save(update_fields=list(plain))
        startup.needs.set(held(needs))
        record("startup", startup.pk, "startup.changed", by=by, now=now, before=before, after=after)
    return startup
