"""What a message says on its channel, as columns of its row."""

from typing import Any

from messaging.channels import profiles
from messaging.models import Channel
from messaging.short_links import ShortLink
from messaging.templates.filling import Words


def is_worded(channel: str, words: Words) -> bool:
    """Whether the channel has words for the message: those of a text, or approved ones."""
    profile = profiles().get(channel)
    return profile is None or profile.words == "text" or channel in words.approved


def said_on(
    channel: str, words: Words, link: ShortLink, *, own_link: ShortLink | None = None
) -> dict[str, Any]:
    """The columns that hold the words, for any channel but e-mail. `link` is the one in `words`; `own_link`, where the
    same is said on another channel beside it: a short link is of one message."""
    kept = own_link or link
    approved = words.approved.get(channel)
    body = "\n".join(approved.variables) if approved else words.sms
    return {
        "channel": channel,
        "body": body.replace(link.address, kept.address),
        "approved_words": approved.template if approved else "",
        **kept.stored(),
        **words.text_day.stored(),
    }


def asked_on(channel: str, asks: str, words: Words) -> str:
    """What an answer on the channel decides: nothing where approved words do not say how to answer."""
    approved = words.approved.get(channel)
    return asks if channel == Channel.SMS or (approved and approved.says_how_to_answer) else ""
