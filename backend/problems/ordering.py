"""How the order of a list is asked for: `?ordering=-starts_at,name`."""

from collections.abc import Sequence

from django.db.models import Model, QuerySet
from django_filters import filters


class OrderingFilter(filters.OrderingFilter):  # type: ignore[misc]  # django-filter ships no types
    """django-filter's, which takes a comma without a name beside it for a name and fails: here it says nothing."""

    def filter(self, qs: QuerySet[Model], value: Sequence[str] | None) -> QuerySet[Model]:
        ordered: QuerySet[Model] = super().filter(qs, [name for name in value or () if name])
        return ordered
