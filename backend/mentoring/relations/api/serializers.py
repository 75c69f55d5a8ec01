"""Pairs as JSON."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agenda.recurrence import MOST_OCCURRENCES
from clock.fields import DayField, InstantField
from directory.fields import BySlugField
from directory.models import Expert, Startup
from mentoring.api.serializers import (
    SessionExpertSerializer,
    SessionProgrammeSerializer,
    SessionStartupSerializer,
)
from mentoring.models import Anchor, Programme, RelationState
from mentoring.relations.rules import SIDES
from mentoring.series.api.bodies import ON_ONE_OF_THEM, ONE_OF_THESE_DAYS, SeriesTimeField

DEEDS = ["answer", "end", "propose", "work", "rate", "rematch"]
FLAGS = ["rematch", "low_rating", "no_agreement", "no_next_session", "late_milestone"]
SAYS = ["yes", "no"]
REASON, WHY = 500, 2000


class PairProgressSerializer(serializers.Serializer[Any]):
    held = serializers.IntegerField(help_text="Sessions that took place")
    planned = serializers.IntegerField(allow_null=True, help_text="Sessions agreed on, in all")
    next_at = serializers.DateTimeField(allow_null=True)
    open_actions = serializers.IntegerField()
    milestones = serializers.IntegerField()
    milestones_reached = serializers.IntegerField()
    milestones_late = serializers.IntegerField(help_text="Due on a day that is over, and not reached")


class PairOversightSerializer(serializers.Serializer[Any]):
    startup_rating = serializers.IntegerField(allow_null=True, help_text="The last one of that side, 1 to 5")
    expert_rating = serializers.IntegerField(allow_null=True)
    flags = serializers.ListField(child=serializers.ChoiceField(choices=FLAGS))


class RelationRowSerializer(serializers.Serializer[Any]):
    """A pair of one programme. `side` is the caller's own; null for coordinators."""

    id = serializers.UUIDField(source="relation.pk")
    state = serializers.ChoiceField(choices=RelationState.choices, source="relation.state")
    programme = SessionProgrammeSerializer(source="relation.programme")
    startup = SessionStartupSerializer(source="relation.startup")
    expert = SessionExpertSerializer(source="relation.expert")
    side = serializers.ChoiceField(choices=SIDES, allow_null=True)
    startup_says = serializers.ChoiceField(choices=SAYS, allow_blank=True, source="relation.startup_says")
    expert_says = serializers.ChoiceField(choices=SAYS, allow_blank=True, source="relation.expert_says")
    why_ko = serializers.CharField(source="relation.why_ko")
    why_en = serializers.CharField(source="relation.why_en")
    answer_by = serializers.DateTimeField(source="relation.answer_by", allow_null=True)
    offered_at = serializers.DateTimeField(source="relation.offered_at")
    began_at = serializers.DateTimeField(source="relation.began_at", allow_null=True)
    closed_at = serializers.DateTimeField(source="relation.closed_at", allow_null=True)
    closing_reason = serializers.CharField(
        help_text="What a side said when it declined is for coordinators and that side"
    )
    may = serializers.ListField(child=serializers.ChoiceField(choices=DEEDS))
    progress = PairProgressSerializer()
    oversight = PairOversightSerializer(allow_null=True, help_text="For coordinators alone")


class NewRelationSerializer(serializers.Serializer[Any]):
    programme = BySlugField(queryset=Programme.objects.all())
    startup = serializers.PrimaryKeyRelatedField(queryset=Startup.objects.all())
    expert = serializers.PrimaryKeyRelatedField(
        queryset=Expert.objects.select_related("person").filter(person__is_active=True)
    )
    why_ko = serializers.CharField(max_length=WHY, allow_blank=True, default="")
    why_en = serializers.CharField(max_length=WHY, allow_blank=True, default="")
    answer_by = InstantField(help_text="Until when both sides can say yes")


class RelationAnswerSerializer(serializers.Serializer[Any]):
    says = serializers.ChoiceField(choices=SAYS)
    word = serializers.CharField(
        max_length=REASON, allow_blank=True, default="", help_text="For coordinators to read"
    )
    side = serializers.ChoiceField(
        choices=SIDES, required=False, help_text="Coordinators say for whom they answer"
    )


class RelationEndSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=REASON, help_text="For both sides to read")


class AgreementExceptionSerializer(serializers.Serializer[Any]):
    on = DayField(validators=ONE_OF_THESE_DAYS, help_text="A date that the rule names")
    starts_at = InstantField(
        allow_null=True,
        validators=ON_ONE_OF_THEM,
        help_text="Another start, such as one of the alternatives; null leaves the date out, and one more comes at the end",
    )


class AgreementTermsSerializer(serializers.Serializer[Any]):
    goals = serializers.CharField(max_length=2000)
    sessions = serializers.IntegerField(
        min_value=1, max_value=MOST_OCCURRENCES, help_text="In all, those held included"
    )
    every_weeks = serializers.IntegerField(min_value=1, max_value=8, default=1)
    anchor = serializers.ChoiceField(choices=Anchor.choices, help_text="Whose clock stays fixed")
    starts_on = DayField(validators=ONE_OF_THESE_DAYS, help_text="The first date on the clock of the anchor")
    starts_time = SeriesTimeField(help_text="The hour on the clock of the anchor, HH:MM")
    exceptions = AgreementExceptionSerializer(many=True, default=list)

    def validate_exceptions(self, rows: list[dict[str, Any]]) -> dict[date, datetime | None]:
        return {row["on"]: row["starts_at"] for row in rows}


class PairSessionSerializer(serializers.Serializer[Any]):
    starts_at = InstantField()
    goal = serializers.CharField(max_length=300)


class AgreementAnswerSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=REASON, allow_blank=True, default="")


class NewActionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=REASON)
    owner = serializers.IntegerField(
        allow_null=True, default=None, help_text="Who is to do it; the caller if it is missing"
    )
    due_on = DayField(allow_null=True, default=None, validators=ONE_OF_THESE_DAYS)
    session = serializers.UUIDField(allow_null=True, default=None, help_text="In which it came up")


class ActionChangeSerializer(serializers.Serializer[Any]):
    """Only what is to change."""

    text = serializers.CharField(max_length=REASON, required=False)
    owner = serializers.IntegerField(required=False)
    due_on = DayField(allow_null=True, required=False, validators=ONE_OF_THESE_DAYS)
    done = serializers.BooleanField(required=False)


class NewMilestoneSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    due_on = DayField(allow_null=True, default=None, validators=ONE_OF_THESE_DAYS)


class MilestoneMarkSerializer(serializers.Serializer[Any]):
    reached = serializers.BooleanField()


class NewLinkSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=120)
    url = serializers.URLField(max_length=500)

    def validate_url(self, url: str) -> str:
        if not url.startswith("https://"):
            raise serializers.ValidationError(_("Files are linked by https alone."), code="not_https")
        return url


class NewPrivateNoteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4000)


class NewRatingSerializer(serializers.Serializer[Any]):
    session = serializers.UUIDField(allow_null=True, default=None, help_text="Null: the pair at half-time")
    score = serializers.IntegerField(min_value=1, max_value=5)
    word = serializers.CharField(max_length=1000, allow_blank=True, default="")


class RematchSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=1000, help_text="For coordinators alone")
