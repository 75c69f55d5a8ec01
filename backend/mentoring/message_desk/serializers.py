from typing import Any

from rest_framework import serializers

from mentoring.api.serializers import SessionStartupSerializer
from messaging.models import MessageKind, MessageState

CHANNEL = "sms, whatsapp, email, or one that the hub has added"


class ReaderSerializer(serializers.Serializer[Any]):
    """To whom it is. Neither address nor number: those are on the person's own page."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.CharField()


class SaidOfSerializer(serializers.Serializer[Any]):
    """The session, series or group session that a message is about."""

    kind = serializers.ChoiceField(choices=["session", "series", "group"])
    subject_id = serializers.UUIDField()
    startup = SessionStartupSerializer(allow_null=True)
    expert_name = serializers.CharField(source="expert.name")
    title_ko = serializers.CharField()
    title_en = serializers.CharField()


class LoggedMessageSerializer(serializers.Serializer[Any]):
    """One text or mail and what became of it. Its words are not shown: they hold links that only its reader may open."""

    id = serializers.IntegerField(source="message.pk")
    person = ReaderSerializer(source="message.person")
    kind = serializers.ChoiceField(source="message.kind", choices=MessageKind.choices)
    channel = serializers.CharField(source="message.channel", help_text=CHANNEL)
    language = serializers.CharField(source="message.language")
    state = serializers.ChoiceField(source="message.state", choices=MessageState.choices)
    code = serializers.CharField(
        source="message.error_code", help_text="The stable code of what went wrong or why it was dropped"
    )
    attempts = serializers.IntegerField(source="message.attempts")
    created_at = serializers.DateTimeField(source="message.created_at")
    not_before = serializers.DateTimeField(
        source="message.not_before", help_text="When it is tried, or looked at, next"
    )
    settled_at = serializers.DateTimeField(source="message.settled_at", allow_null=True)
    can_be_tried = serializers.BooleanField()
    link_until = serializers.DateTimeField(
        source="message.link_until",
        allow_null=True,
        help_text="Until when the short link in it leads somewhere; null: it has none",
    )
    link_revoked_at = serializers.DateTimeField(
        source="revoked_link.at", default=None, allow_null=True, help_text="When somebody took that link back"
    )
    about = SaidOfSerializer(allow_null=True, help_text="Null: it is about the reader's own account")


class RetriedMessagesSerializer(serializers.Serializer[Any]):
    retried = serializers.IntegerField(help_text="How many are tried again now")


class WaitingSerializer(serializers.Serializer[Any]):
    messages = serializers.IntegerField(help_text="Written, and not left yet")
    overdue = serializers.IntegerField(help_text="Of these, could have left")
    oldest_due_at = serializers.DateTimeField(allow_null=True)
    open = serializers.IntegerField(help_text="Handed over, and nobody knows yet whether they were taken")
    reminders = serializers.IntegerField(help_text="Planned for the next 24 hours")


class NotArrivedSerializer(serializers.Serializer[Any]):
    channel = serializers.CharField(help_text=CHANNEL)
    code = serializers.CharField(help_text="The stable code of what went wrong")
    count = serializers.IntegerField()


class BadNumberSerializer(serializers.Serializer[Any]):
    """Somebody whose phone number is to be mended, or has to be that of their account on another channel."""

    person = ReaderSerializer()
    channel = serializers.CharField(help_text=CHANNEL)
    code = serializers.CharField(help_text="The vendor's code")
    since = serializers.DateTimeField(help_text="Nothing goes to it on the channel from then on")
    messages = serializers.IntegerField()


class BadAddressSerializer(serializers.Serializer[Any]):
    """Somebody whose e-mail address is to be mended."""

    person = ReaderSerializer()
    since = serializers.DateTimeField(help_text="When its server said that it takes no mail")


class DeliveryDaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField(help_text="On the asker's clock")
    channel = serializers.CharField(help_text=CHANNEL)
    arrived = serializers.IntegerField(help_text="Delivered, or handed over where no receipt comes")
    on_the_way = serializers.IntegerField()
    not_arrived = serializers.IntegerField()


class DeliveryCostSerializer(serializers.Serializer[Any]):
    """What the texts of a day cost in one currency; texts whose price nobody has said have none."""

    on = serializers.DateField(help_text="On the asker's clock")
    unit = serializers.CharField(allow_blank=True, help_text="ISO 4217")
    texts = serializers.IntegerField()
    unpriced = serializers.IntegerField(help_text="Of these, cost what is unknown")
    reported = serializers.DecimalField(max_digits=14, decimal_places=5, help_text="As Twilio says")
    estimated = serializers.DecimalField(
        max_digits=14, decimal_places=5, help_text="By our price list, where Twilio has not said it yet"
    )


class DeliverySerializer(serializers.Serializer[Any]):
    """How delivery has done in the last `days` days."""

    days_back = serializers.IntegerField()
    waiting = WaitingSerializer()
    not_arrived = NotArrivedSerializer(many=True)
    bad_numbers = BadNumberSerializer(many=True)
    bad_addresses = BadAddressSerializer(many=True)
    days = DeliveryDaySerializer(many=True, help_text="Without the days on which nothing left")
    costs = DeliveryCostSerializer(many=True, help_text="Without the days on which no text left")


class DaysBackSerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField(min_value=1, max_value=366, default=30)
