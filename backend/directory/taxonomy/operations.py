"""The hub's shared vocabulary: coordinators add, rename and merge topics, and delete what nothing names."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Person
from audit.operations import record
from directory.models import Topic
from directory.refusals import TopicGone, TopicIntoItself, TopicInUse, TopicSlugTaken
from directory.taxonomy.queries import Pointer, pointers_at_topics, uses_of


@transaction.atomic
def add_topic(*, slug: str, name_ko: str, name_en: str, by: Person, now: datetime) -> Topic:
    """Raises TopicSlugTaken."""
    try:
        with transaction.atomic():
            topic = Topic.objects.create(slug=slug, name_ko=name_ko, name_en=name_en)
    except IntegrityError as error:
        raise TopicSlugTaken from error
    record("topic", topic.pk, "topic.added", by=by, now=now, slug=slug)
    return topic


@transaction.atomic
def rename_topic(*, slug: str, by: Person, now: datetime, **names: str) -> Topic:
    """Give it other names (`name_ko`, `name_en`); its slug stays, so that links and files keep their meaning."""
    topic = Topic.objects.select_for_update().get(slug=slug)
    changed = {name: [getattr(topic, name), to] for name, to in names.items() if getattr(topic, name) != to}
    if changed:
        for name, (_before, after) in changed.items():
            setattr(topic, name, after)
        topic.save(update_fields=list(changed))
        record("topic", topic.pk, "topic.renamed", by=by, now=now, slug=slug, changed=changed)
    return topic


def held(topics: Collection[Topic]) -> list[Topic]:
    """The same, not to be deleted until the transaction ends in which they are named. Raises TopicGone."""
    ids = sorted(topic.pk for topic in topics)
    found = list(Topic.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if len(found) < len(set(ids)):
        raise TopicGone
    return found


@transaction.atomic
def delete_topic(*, slug: str, by: Person, now: datetime) -> None:
    """Raises TopicInUse. Who names it at the same moment holds it (`held`), and one of the two waits."""
    topic = Topic.objects.select_for_update().get(slug=slug)
    if used := uses_of(topic):
        raise TopicInUse(used=[asdict(use) for use in used])
    record("topic", topic.pk, "topic.deleted", by=by, now=now, slug=slug)
    topic.delete()


@transaction.atomic
def merge_topic(*, slug: str, into: str, by: Person, now: datetime) -> Topic:
    """Whatever names the topic names `into` from now on, once, and the topic is gone. Raises TopicIntoItself."""
    if slug == into:
        raise TopicIntoItself
    both = {
        one.slug: one
        for one in Topic.objects.select_for_update().filter(slug__in=[slug, into]).order_by("pk")
    }
    if slug not in both or into not in both:
        raise Topic.DoesNotExist
    topic, kept = both[slug], both[into]
    moved = sum(_move(pointer, topic, kept) for pointer in pointers_at_topics())
    record("topic", kept.pk, "topic.merged", by=by, now=now, slug=slug, into=into, moved=moved)
    topic.delete()
    return kept


def _move(pointer: Pointer, topic: Topic, kept: Topic) -> int:
    rows = pointer.model._default_manager.filter(**{pointer.column: topic})  # noqa: SLF001 -- Django's documented way
    if pointer.beside:  # who names both already keeps the one row
        have_it = pointer.model._default_manager.filter(**{pointer.column: kept})  # noqa: SLF001 -- the same
        rows.filter(**{f"{pointer.beside}__in": have_it.values(pointer.beside)}).delete()
    return rows.update(**{pointer.column: kept})
