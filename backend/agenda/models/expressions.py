"""What the constraints say that Django has no words for."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Value


class SinglePersonRange(Func):
    """`int8range(person, person, '[]')`: equality in a GiST index without the btree_gist extension."""

    function = "int8range"
    arity = 3

    def __init__(self, person: str) -> None:
        super().__init__(F(person), F(person), Value("[]"))


class TimeBetween(Func):
    """`tstzrange(starts_at, ends_at)`: half-open."""

    function = "tstzrange"
    arity = 2
    output_field = DateTimeRangeField()


class DatesBetween(Func):
    """`daterange(first, last, '[]')`: both dates included."""

    function = "daterange"
    arity = 3

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last), Value("[]"))


class EachPairWithinTheDay(Func):
    """True if the JSON is a list of pairs [starts, ends] of minutes with 0 <= starts < ends <= 1440."""

    template = (
        "(jsonb_typeof(%(expressions)s) = 'array' AND NOT jsonb_path_exists(%(expressions)s, 'strict $[*] ? "
        '(@.type() != "array" || @.size() != 2 || @[*].type() != "number" '
        "|| @[0] < 0 || @[1] > 1440 || @[0] >= @[1])', '{}', true))"
    )
    output_field = models.BooleanField()


class EachPositive(Func):
    """True if every number of the array is above zero."""

    template = "0 < ALL(%(expressions)s)"
    output_field = models.BooleanField()
