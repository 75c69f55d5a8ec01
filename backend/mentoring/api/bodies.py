"""What people send: the bodies of the requests about sessions, checked for form before anything is done."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from accounts.models import Person
from clock.fields import InstantField
from directory.fields import BySlugField
from directory.models import Expert, Startup
from mentoring.asked_about import asked_about
from mentoring.companions import named_beside
from mentoring.models import PairingWay, Programme
from mentoring.proposing import AT_MOST

LARGEST_ID = 2**63 - 1
NOBODY = 0  # no row has this id


class SessionWishSerializer(serializers.Serializer[Any]):
    """When, and what for."""

    starts_at = InstantField()
    goal = serializers.CharField(max_length=300)
    questions = serializers.CharField(max_length=4000, allow_blank=True, default="")
    deck_url = serializers.URLField(allow_blank=True, default="")


class _Slug(BySlugField[Programme]):
    """It is looked up later, with all else that the request names."""

    def to_internal_value(self, data: Any) -> Any:
        return self.slug_in(data)


class _Id(serializers.PrimaryKeyRelatedField[Expert]):
    """The same by number."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, int | str) or isinstance(data, bool) or not str(data).isdecimal():
            self.fail("incorrect_type", data_type=type(data).__name__)
        return int(data)


class SessionRequestSerializer(SessionWishSerializer):
    programme = _Slug(queryset=Programme.objects.all())
    expert = _Id(
        queryset=Expert.objects.all(),
        required=False,
        help_text="May be left out where the first free expert of the programme takes the session",
    )
    experts = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        required=False,
        help_text="Ids of other experts of the programme who take part too; with the one asked at most twenty",
    )
    colleagues = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        required=False,
        help_text="Ids of people of the caller's own company who take part too, at most ten",
    )


# To make a serializer costs more than to use it, and this keeps nothing of what it is given.
SESSION_REQUEST = SessionRequestSerializer()


def session_wished_for(data: Any, by: Person) -> tuple[dict[str, Any], Startup | None]:
    """What `by` asks for, checked for form, and the company for which they ask, if there is one; without an expert where
    none was named, in a programme where the first free one takes it. One statement, two more at most where others are
    named to take part."""
    wish: dict[str, Any] = SESSION_REQUEST.run_validation(data)
    others, colleagues = (wish.pop(field, []) for field in ("experts", "colleagues"))
    named = wish.pop("expert", None)
    about = asked_about(programme=wish["programme"], expert=NOBODY if named is None else named, by=by)
    unknown = {}
    if about.programme is None:
        unknown["programme"] = _does_not_exist("programme", slug_name="slug", value=wish["programme"])
    elif named is None and about.programme.pairing != PairingWay.POOL:
        unknown["expert"] = [
            ErrorDetail(str(SESSION_REQUEST.fields["expert"].error_messages["required"]), "required")
        ]
    if named is not None and about.expert is None:
        unknown["expert"] = _does_not_exist("expert", pk_value=named)
    if unknown:
        raise serializers.ValidationError(unknown)
    assert about.programme  # noqa: S101 -- seen above; for the type checker
    experts = [one for one in others if one != named]
    companions = named_beside(about.programme, experts=experts, colleagues=colleagues, by=by)
    found: dict[str, Any] = {"programme": about.programme, "companions": companions}
    if about.expert is not None:
        found["expert"] = about.expert
    return wish | found, about.startup


def _does_not_exist(field: str, **named: object) -> list[ErrorDetail]:
    message = SESSION_REQUEST.fields[field].error_messages["does_not_exist"]
    return [ErrorDetail(message.format(**named), code="does_not_exist")]


class AnswerSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=500, allow_blank=True, default="")


class KnowinglyField(serializers.BooleanField):
    """That somebody gives their time although their own calendar does not show it free."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            default=False,
            help_text="Although the own calendar of who accepts shows something then, or cannot be read: after 409 "
            "`own_calendar_busy` or `own_calendar_unread`",
            **options,
        )


class AcceptSerializer(AnswerSerializer):
    knowingly = KnowinglyField()


class ProposeSerializer(serializers.Serializer[Any]):
    starts = serializers.ListField(child=InstantField(), min_length=1, max_length=AT_MOST)
    word = serializers.CharField(max_length=500, allow_blank=True, default="")
    outside_humane_hours = serializers.BooleanField(
        required=False, help_text="An expert knows that some are outside the hours in which the founder meets"
    )


class TakeSerializer(serializers.Serializer[Any]):
    start = InstantField(help_text="One of the proposed starts")
    knowingly = KnowinglyField()


class RescheduleSerializer(serializers.Serializer[Any]):
    starts_at = InstantField()
    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="Of the session; not needed beside If-Match"
    )
    override = serializers.BooleanField(
        default=False, help_text="Set cut-off and number of moves aside, where the programme lets you"
    )


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class ConfirmCancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class ExcuseSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, help_text="Why it does not count against the quota")


class CompleteSerializer(serializers.Serializer[Any]):
    """Nothing is asked."""


class NoShowSerializer(serializers.Serializer[Any]):
    who = serializers.ChoiceField(choices=["startup", "expert"])


class DisputeSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)


class SettleSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(
        choices=["startup", "expert", "took_place"], help_text="Who did not come, or that both came"
    )
    word = serializers.CharField(max_length=500)


class NewNoteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)
