"""The short profiles that guests see of one another, and what coordinators see of their wishes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from directory.company_names import company_key
from directory.models import Topic
from networking.models import Event, Registration, Wish, WishValue
from networking.wishes.rules import Side, interest, is_kept_apart


@dataclass(frozen=True)
class Profile:
    """What one guest sees of another: never a phone or an e-mail address. `shared` are topics by slug."""

    registration: Registration
    topics: list[Topic]
    shared: list[str]
    wish: str


def profiles_for(registration: Registration) -> list[Profile]:
    """Whom a guest can meet at the event, the likeliest first; not those who are kept apart from them.

    A constant number of statements, whatever the number of guests.
    """
    others = with_profile(registration.event.registrations.coming().exclude(kind=registration.kind))
    own = side_of(with_profile(Registration.objects.filter(pk=registration.pk)).get())
    wishes = dict(registration.wishes.values_list("about", "value"))
    sides = {other: side_of(other) for other in others}
    met = [other for other, side in sides.items() if not is_kept_apart(own, side)]
    met.sort(key=lambda other: (-interest(own, sides[other]), other.pk))
    return [
        Profile(
            other,
            topics_of(other),
            sorted(own.topics & sides[other].topics),
            wishes.get(other.pk, ""),
        )
        for other in met
    ]


def with_profile(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """With all that `side_of` and a profile need: five statements in all."""
    return registrations.select_related("person", "startup", "expert").prefetch_related(
        "topics", "startup__needs", "expert__topics", "expert__conflicts"
    )


def topics_of(registration: Registration) -> list[Topic]:
    """What the guest said they want to talk about here, else what their profile says."""
    said = list(registration.topics.all())
    if said or (registration.startup is None and registration.expert is None):
        return said
    if registration.startup is not None:
        return list(registration.startup.needs.all())
    return list(registration.expert.topics.all()) if registration.expert else []


def side_of(registration: Registration) -> Side:
    """The guest as the rules take them; of a registration that is read `with_profile`, no statement."""
    topics = frozenset(topic.slug for topic in topics_of(registration))
    avoids = _keys(registration.avoids)
    if registration.startup is not None:
        startup = registration.startup
        return Side(
            topics=topics,
            languages=frozenset(startup.languages),
            names=_keys([startup.name_ko, startup.name_en]),
            rivals=_keys(startup.competitors),
            avoids=avoids,
        )
    expert = registration.expert
    if expert is None:
        return Side(topics=topics, avoids=avoids)
    return Side(
        topics=topics,
        languages=frozenset(expert.languages),
        names=_keys([expert.organisation]),
        bound=frozenset(conflict.company_key for conflict in expert.conflicts.all()),
        avoids=avoids,
    )


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := company_key(name)))


def wishes_over(event: Event) -> QuerySet[Registration]:
    """The guests of an event with a place, each with how many wishes they gave and got, and how many are mutual:
    `gave_must`, `gave_like`, `gave_no`, `got_must`, `got_like`, `mutual`."""
    counts = {
        f"{way}_{value}": _count(Wish.objects.filter(value=value, **{side: OuterRef("pk")}), side)
        for way, side in (("gave", "by"), ("got", "about"))
        for value in WishValue.values
    }
    back = Wish.objects.filter(by=OuterRef("about"), about=OuterRef("by")).exclude(value=WishValue.NO)
    mutual = Wish.objects.filter(Exists(back), by=OuterRef("pk")).exclude(value=WishValue.NO)
    guests = event.registrations.coming().select_related("person", "startup", "expert")
    return guests.annotate(**counts, mutual=_count(mutual, "by"))


def _count(wishes: QuerySet[Wish], side: str) -> Coalesce:
    rows = wishes.order_by().values(side).annotate(all=Count("pk")).values("all")
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)
