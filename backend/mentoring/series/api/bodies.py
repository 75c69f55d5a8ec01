"""What people send about series, checked for form before anything is done."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agenda.recurrence import MOST_OCCURRENCES
from clock.fields import DayField, InstantField
from directory.fields import BySlugField
from directory.models import Expert
from mentoring.api.bodies import KnowinglyField
from mentoring.models import Anchor, Programme


class SeriesTimeField(serializers.TimeField):
    """An hour on a wall clock, "HH:MM"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
ONE_OF_THESE_DAYS = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
ON_ONE_OF_THEM = [
    MinValueValidator(datetime.combine(EARLIEST, time(), UTC)),
    MaxValueValidator(datetime.combine(LATEST, time(), UTC)),
]


class SeriesRuleSerializer(serializers.Serializer[Any]):
    """How often and for how long; exactly one of `count` and `until_on`."""

    frequency = serializers.ChoiceField(choices=["weekly", "monthly"])
    every = serializers.IntegerField(default=1, help_text="In every so manieth week or month")
    weekdays = serializers.ListField(
        child=serializers.IntegerField(), default=list, max_length=7, help_text="Weekly; Monday is 0"
    )
    position = serializers.IntegerField(
        allow_null=True, default=None, help_text="Monthly: which such weekday, 1 to 5, or -1 for the last"
    )
    month_day = serializers.IntegerField(
        allow_null=True,
        default=None,
        help_text="Monthly, instead of `position`: the day of the month, 1 to 31, or -1 for the last",
    )
    count = serializers.IntegerField(allow_null=True, default=None)
    until_on = DayField(
        allow_null=True,
        default=None,
        validators=ONE_OF_THESE_DAYS,
        help_text="The last day, included",
    )


class ChosenDateSerializer(serializers.Serializer[Any]):
    on = DayField(help_text="A date of the preview")
    starts_at = InstantField(
        allow_null=True,
        default=None,
        validators=ON_ONE_OF_THEM,
        help_text="Another start, such as one of the alternatives",
    )


class SeriesPlanSerializer(serializers.Serializer[Any]):
    programme = BySlugField(queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.select_related("person"))
    anchor = serializers.ChoiceField(choices=Anchor.choices, help_text="Whose clock stays fixed")
    starts_on = DayField(validators=ONE_OF_THESE_DAYS, help_text="The first date on the clock of the anchor")
    starts_time = SeriesTimeField(help_text="The hour on the clock of the anchor, HH:MM")
    rule = SeriesRuleSerializer()
    chosen = ChosenDateSerializer(
        many=True, allow_null=True, default=None, help_text="Those wanted; all of them if it is missing"
    )


class SeriesRequestSerializer(SeriesPlanSerializer):
    goal = serializers.CharField(max_length=300)
    questions = serializers.CharField(max_length=4000, allow_blank=True, default="")
    deck_url = serializers.URLField(allow_blank=True, default="")


def chosen_dates(data: dict[str, Any]) -> dict[date, datetime | None] | None:
    """The dates chosen with their other starts; None for all."""
    rows = data["chosen"]
    return None if rows is None else {row["on"]: row["starts_at"] for row in rows}


class SeriesAnswerSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=500, allow_blank=True, default="")


class SeriesAcceptSerializer(SeriesAnswerSerializer):
    knowingly = KnowinglyField()


class SeriesSkipSerializer(serializers.Serializer[Any]):
    on = DayField(help_text="The date that the rule named")
    reason = serializers.CharField(max_length=500)


class SeriesMoveSerializer(serializers.Serializer[Any]):
    which = serializers.ChoiceField(choices=["this", "following"])
    on = DayField(help_text="The date that the rule named")
    starts_at = InstantField(required=False, validators=ON_ONE_OF_THEM, help_text="this: the other start")
    starts_on = DayField(required=False, help_text="following: the new first date on the anchor's clock")
    starts_time = SeriesTimeField(required=False, help_text="following: the new hour on the anchor's clock")
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="following: of the series as seen; not needed beside If-Match"
    )
    override = serializers.BooleanField(
        default=False, help_text="Set cut-off and number of moves aside, where the programme lets you"
    )
    reason = serializers.CharField(max_length=500)

    needed: ClassVar = {"this": ["starts_at"], "following": ["starts_on", "starts_time"]}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = self.needed[attrs["which"]]
        missing = {name: _("This is needed to move the date.") for name in needed if name not in attrs}
        if missing:
            raise serializers.ValidationError(missing, code="required")
        return attrs


class SeriesEndSerializer(serializers.Serializer[Any]):
    from_on = DayField(
        allow_null=True,
        default=None,
        help_text="The first date of the rule that falls away; null is all ahead",
    )
    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="Of the series as seen; not needed beside If-Match"
    )


class SeriesExtendSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(min_value=1, max_value=MOST_OCCURRENCES)
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="Of the series as seen; not needed beside If-Match"
    )
    chosen = ChosenDateSerializer(many=True, allow_null=True, default=None)
