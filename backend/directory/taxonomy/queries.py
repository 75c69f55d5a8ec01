from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from directory.models import Topic


@dataclass(frozen=True)
class Pointer:
    """A column that names topics: of whatever area, found by the model and not by a list that could be forgotten."""

    model: type[Model]
    column: str
    beside: str | None  # of a row that says no more than that two belong together: the other one

    @property
    def by(self) -> str:
        """What names the topic, in lower case: startup, expert, programmeexpert."""
        owner: Any = self.model._meta.get_field(self.beside).related_model if self.beside else self.model  # noqa: SLF001 -- Django's documented way to fields
        return str(owner._meta.model_name)  # noqa: SLF001 -- the same


@dataclass(frozen=True)
class Use:
    by: str
    count: int


def pointers_at_topics() -> Iterator[Pointer]:
    relations: Sequence[Any] = Topic._meta.get_fields(include_hidden=True)  # noqa: SLF001 -- Django's documented way
    for relation in relations:
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            about = relation.related_model._meta  # noqa: SLF001 -- the same
            column = relation.field.name
            others = [one.name for one in about.concrete_fields if one.is_relation and one.name != column]
            yield Pointer(relation.related_model, column, others[0] if about.auto_created else None)


def uses_of(topic: Topic) -> list[Use]:
    """What names the topic, the most frequent first. One statement for each kind of thing that can."""
    counts = [
        Use(pointer.by, pointer.model._default_manager.filter(**{pointer.column: topic}).count())  # noqa: SLF001 -- as above
        for pointer in pointers_at_topics()
    ]
    return sorted((use for use in counts if use.count), key=lambda use: (-use.count, use.by))
