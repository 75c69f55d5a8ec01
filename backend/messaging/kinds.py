"""What people tell apart in their settings: to which group each kind of message belongs."""

from accounts.models import KindGroup
from messaging.models import MessageKind

GROUP_OF = {
    **dict.fromkeys(
        (
            MessageKind.REQUESTED,
            MessageKind.PROPOSED,
            MessageKind.CONFIRMED,
            MessageKind.DECLINED,
            MessageKind.EXPIRED,
            MessageKind.TURNED_DOWN,
            MessageKind.NAMED,
            MessageKind.SEATED,
            MessageKind.OFFERED,
            MessageKind.OFFER_GONE,
            MessageKind.NO_SEAT,
            MessageKind.BOOKING,
        ),
        KindGroup.ASKS,
    ),
    MessageKind.REMINDER: KindGroup.REMINDERS,
    MessageKind.STARTING: KindGroup.REMINDERS,
    MessageKind.MEETING: KindGroup.REMINDERS,
    MessageKind.DIGEST: KindGroup.REMINDERS,
    MessageKind.BROADCAST: KindGroup.NEWS,
    MessageKind.AFTER: KindGroup.AFTER,
}


# Nobody misses anything by not being told these.
OPTIONAL = (KindGroup.AFTER, KindGroup.NEWS)


def group_of(kind: str) -> KindGroup:
    """Whatever is no ask, reminder or news changes something about a session."""
    return GROUP_OF.get(MessageKind(kind), KindGroup.CHANGES)
