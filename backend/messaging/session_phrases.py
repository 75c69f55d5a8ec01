"""What messages about sessions of two say. Plain phrases with %(names)s; `texts` fills them in."""

from django.utils.translation import gettext

from messaging.group_phrases import Phrase
from messaging.mail_answers.addresses import answers_reach_us
from messaging.models import MessageKind

SUBJECTS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext("%(counterpart)s asks for a session"),
    MessageKind.PROPOSED: lambda: gettext("%(counterpart)s proposes other times"),
    MessageKind.CONFIRMED: lambda: gettext("Session with %(counterpart)s is confirmed"),
    MessageKind.DECLINED: lambda: gettext("%(counterpart)s cannot take your request"),
    MessageKind.EXPIRED: lambda: gettext("Request to %(counterpart)s expired unanswered"),
    MessageKind.MOVED: lambda: gettext("Session with %(counterpart)s has a new time"),
    MessageKind.CANCELLED: lambda: gettext("Session with %(counterpart)s is cancelled"),
    MessageKind.REMINDER: lambda: gettext("Reminder: session with %(counterpart)s"),
    MessageKind.STARTING: lambda: gettext("Starting now: session with %(counterpart)s"),
    MessageKind.AFTER: lambda: gettext("Thank you: your session with %(counterpart)s"),
    MessageKind.CLASH: lambda: gettext("Please look at the time of your session with %(counterpart)s"),
    MessageKind.TURNED_DOWN: lambda: gettext("%(counterpart)s takes none of your other times"),
    MessageKind.MISSED: lambda: gettext("You are said to have missed the session with %(counterpart)s"),
    MessageKind.DISPUTED: lambda: gettext("%(counterpart)s disputes that they did not come"),
    MessageKind.SETTLED: lambda: gettext("It is settled who came: session with %(counterpart)s"),
    MessageKind.UNABLE: lambda: gettext("%(counterpart)s declined the invitation in their calendar"),
    MessageKind.UNABLE_OWN: lambda: gettext("You declined: your session with %(counterpart)s still stands"),
    MessageKind.OFF_ASKED: lambda: gettext(
        "%(counterpart)s declined the session in their calendar: is it off?"
    ),
    MessageKind.OFF_OWN: lambda: gettext("Not off yet: your session with %(counterpart)s"),
    MessageKind.MAILED: lambda: gettext("For your calendar: session with %(counterpart)s"),
    MessageKind.HANDED_OVER: lambda: gettext("In another calendar: session with %(counterpart)s"),
    MessageKind.NO_ROOM: lambda: gettext("No video link: your session with %(counterpart)s"),
    MessageKind.PUT_BACK: lambda: gettext("Not moved: your session with %(counterpart)s"),
    MessageKind.MOVE_ASKED: lambda: gettext("%(counterpart)s is asked about the time in your calendar"),
    MessageKind.DELETED: lambda: gettext("%(counterpart)s deleted the session in their calendar: is it off?"),
    MessageKind.DELETED_OWN: lambda: gettext("Not off yet: your session with %(counterpart)s"),
    MessageKind.KEPT: lambda: gettext("Your session with %(counterpart)s stands as agreed"),
    **dict.fromkeys(
        (MessageKind.SHIFT, MessageKind.NEW_RULES),
        lambda: gettext("Another hour on your clock: session with %(counterpart)s"),
    ),
    MessageKind.NAMED: lambda: gettext("You are named for a session with %(counterpart)s"),
    MessageKind.LEFT: lambda: gettext("You are out of the session with %(counterpart)s"),
    MessageKind.ABSENT: lambda: gettext("%(counterpart)s cannot come to your session"),
    MessageKind.UNABLE_TOO: lambda: gettext(
        "You declined: can you come to the session with %(counterpart)s?"
    ),
    MessageKind.WRITTEN: lambda: gettext("%(counterpart)s wrote about your session"),
}
LEADS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext(
        "%(counterpart)s asks you for a session. The time is held for you."
    ),
    MessageKind.PROPOSED: lambda: gettext(
        "%(counterpart)s proposes other times for your session. They are held for you."
    ),
    MessageKind.CONFIRMED: lambda: gettext("Your session with %(counterpart)s is confirmed."),
    MessageKind.DECLINED: lambda: gettext(
        "%(counterpart)s cannot take your request. The time is free again."
    ),
    MessageKind.EXPIRED: lambda: gettext(
        "Your request to %(counterpart)s was not answered in time, so the time is free again."
    ),
    MessageKind.MOVED: lambda: gettext(
        "Your session with %(counterpart)s has a new time. The old one is void."
    ),
    MessageKind.CANCELLED: lambda: gettext("Your session with %(counterpart)s is cancelled."),
    MessageKind.REMINDER: lambda: gettext("Your session with %(counterpart)s is near."),
    MessageKind.STARTING: lambda: gettext("Your session with %(counterpart)s is about to start."),
    MessageKind.AFTER: lambda: gettext(
        "Your session with %(counterpart)s is over. Thank you for the time that you gave each other. A short word on"
        " what you take from it helps both of you to remember."
    ),
    MessageKind.CLASH: lambda: gettext(
        "The rules of daylight saving have changed, and your regular session with %(counterpart)s cannot follow"
        " the clock. It stays at the instant that was agreed; your clock may show another hour."
    ),
    MessageKind.TURNED_DOWN: lambda: gettext(
        "%(counterpart)s takes none of the times that you proposed. What was agreed before stays as it is."
    ),
    MessageKind.MISSED: lambda: gettext(
        "It was recorded that you did not come to the session with %(counterpart)s. If you did, say so: a coordinator"
        " looks at both accounts and decides."
    ),
    MessageKind.DISPUTED: lambda: gettext(
        "%(counterpart)s says that they did come to the session. A coordinator looks at both accounts and decides."
    ),
    MessageKind.SETTLED: lambda: gettext(
        "A coordinator has decided who came to the session with %(counterpart)s."
    ),
    MessageKind.UNABLE: lambda: gettext(
        "%(counterpart)s declined the invitation in their calendar. The session stands, and its time stays taken,"
        " until one of you cancels it or you agree on another time."
    ),
    MessageKind.UNABLE_OWN: lambda: gettext(
        "You declined the invitation to your session with %(counterpart)s in your calendar, and they were told. That"
        " alone does not cancel it: it stands until you cancel it or agree on another time."
    ),
    MessageKind.OFF_ASKED: lambda: gettext(
        "%(counterpart)s declined your session in their calendar. It is not cancelled by that, and its time stays"
        " taken: say whether it is off, or keep it. Nothing reminds you of it until then."
    ),
    MessageKind.OFF_OWN: lambda: gettext(
        "You declined your session with %(counterpart)s in your calendar. They are asked whether it is off; you can"
        " cancel it yourself, or keep it, and you are reminded of it again."
    ),
    MessageKind.MAILED: lambda: gettext(
        "Google Calendar does not take your session with %(counterpart)s from us at the moment, so here is the"
        " invitation. Changes will reach your calendar by mail as well."
    ),
    MessageKind.HANDED_OVER: lambda: gettext(
        "Your session with %(counterpart)s takes place as agreed. Where it stands in calendars has changed: another"
        " calendar shows it from now on, or the invitation that comes with this mail does. If a calendar tells you of a"
        " cancelled event, that is the old one."
    ),
    MessageKind.NO_ROOM: lambda: gettext(
        "Google made no video link for your session with %(counterpart)s. The session stands: put a link of your own"
        " into the event in Google Calendar, where both of you see it, or ask the programme's staff for a room."
    ),
    MessageKind.PUT_BACK: lambda: gettext(
        "You moved your session with %(counterpart)s in your calendar, or had it repeat, and that cannot be. It stands"
        " at the agreed time, and your calendar shows that again."
    ),
    MessageKind.MOVE_ASKED: lambda: gettext(
        "You moved your session with %(counterpart)s in your calendar. They are asked whether they take the new time;"
        " until they do, the session stands at the agreed one."
    ),
    MessageKind.DELETED: lambda: gettext(
        "%(counterpart)s deleted your session in their calendar. It is not cancelled by that: say whether it is off,"
        " or keep it. Nothing reminds you of it until then."
    ),
    MessageKind.DELETED_OWN: lambda: gettext(
        "You deleted your session with %(counterpart)s in your calendar. They are asked whether it is off; you can"
        " cancel it yourself, or keep it, and it comes back into your calendar."
    ),
    MessageKind.KEPT: lambda: gettext(
        "Your session with %(counterpart)s is kept at the agreed time, whatever was changed or answered in a calendar."
    ),
    MessageKind.SHIFT: lambda: gettext(
        "From the date below on, your regular session with %(counterpart)s is at another hour on your clock: the"
        " clocks change, or you live on another one by then."
    ),
    MessageKind.NEW_RULES: lambda: gettext(
        "The rules of time zones have changed. Your session with %(counterpart)s stays at the same moment, for which"
        " your clock shows another hour by now."
    ),
    MessageKind.NAMED: lambda: gettext(
        "A session with %(counterpart)s was asked for, and you are named for it. The time is held for you too. The"
        " expert who was asked answers for all; you hear what became of it."
    ),
    MessageKind.LEFT: lambda: gettext(
        "You said that you cannot come to the session with %(counterpart)s. The time is yours again, and the others"
        " were told."
    ),
    MessageKind.ABSENT: lambda: gettext(
        "%(counterpart)s cannot come to your session. It stands with everybody else."
    ),
    MessageKind.UNABLE_TOO: lambda: gettext(
        "You declined the invitation to the session with %(counterpart)s in your calendar, and they were told. Your"
        " time stays taken until you say in Meridian that you cannot come."
    ),
    MessageKind.WRITTEN: lambda: gettext("%(counterpart)s wrote about the session:"),
}
ASKS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext("Accept or decline with a word, no sign-in needed:"),
    MessageKind.PROPOSED: lambda: gettext("See the times and take one, no sign-in needed:"),
    MessageKind.DECLINED: lambda: gettext("Find another time or another expert:"),
    MessageKind.EXPIRED: lambda: gettext("Find another time or another expert:"),
    MessageKind.CANCELLED: lambda: gettext("What happened, and what you can do now:"),
    MessageKind.AFTER: lambda: gettext("Say how it was, leave a word, or say that somebody did not come:"),
    MessageKind.CLASH: lambda: gettext("Keep it as it is, or choose another time together:"),
    MessageKind.TURNED_DOWN: lambda: gettext("See the session, or propose other times:"),
    MessageKind.MISSED: lambda: gettext("See the session, or say that you came:"),
    MessageKind.DISPUTED: lambda: gettext("What both sides say:"),
    MessageKind.SETTLED: lambda: gettext("What was decided:"),
    MessageKind.UNABLE: lambda: gettext("See the session, or propose other times:"),
    MessageKind.UNABLE_OWN: lambda: gettext("Cancel it, or propose another time:"),
    MessageKind.PUT_BACK: lambda: gettext("See the session, or propose other times:"),
    MessageKind.MOVE_ASKED: lambda: gettext("See what you asked, or change it:"),
    **dict.fromkeys(
        (MessageKind.DELETED, MessageKind.OFF_ASKED),
        lambda: gettext("Say whether it is off, or keep it:"),
    ),
    **dict.fromkeys(
        (MessageKind.DELETED_OWN, MessageKind.OFF_OWN),
        lambda: gettext("Cancel it yourself, or keep it:"),
    ),
    MessageKind.KEPT: lambda: gettext("See the session, move it or cancel it:"),
    MessageKind.SHIFT: lambda: gettext("See all dates, move one or all that follow:"),
    MessageKind.NAMED: lambda: gettext("See who takes part, or say that you cannot come:"),
    MessageKind.LEFT: lambda: gettext("See your sessions:"),
    MessageKind.UNABLE_TOO: lambda: gettext("Say that you cannot come, or see the session:"),
    MessageKind.WRITTEN: lambda: (
        gettext("Answer this e-mail, or read all of it there:")
        if answers_reach_us()
        else gettext("Read all of it and answer there; an answer to this e-mail reaches nobody:")
    ),
    **dict.fromkeys(
        (
            MessageKind.CONFIRMED,
            MessageKind.MOVED,
            MessageKind.REMINDER,
            MessageKind.STARTING,
            MessageKind.MAILED,
            MessageKind.HANDED_OVER,
            MessageKind.NO_ROOM,
            MessageKind.NEW_RULES,
            MessageKind.ABSENT,
        ),
        lambda: gettext("See the session, move it or cancel it:"),
    ),
}
