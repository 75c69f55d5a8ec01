"""How a call to Twilio can end other than well, and which of its error codes means what.

The codes are those of Twilio's error dictionary, https://www.twilio.com/docs/api/errors.
"""

from typing import Literal

About = Literal["number", "content", "account", "opted_out"]


class TemporaryFailure(Exception):
    """Nothing was delivered, and the same call may succeed later."""

    def __init__(self, detail: str, *, code: int | None = None) -> None:
        super().__init__(detail)
        self.code = code


class PermanentFailure(Exception):
    """Nothing was delivered, and the same call will fail again: `about` says what has to change first."""

    def __init__(self, detail: str, *, code: int, about: About) -> None:
        super().__init__(detail)
        self.code = code
        self.about = about


class UnknownOutcome(Exception):
    """The message may or may not have been taken: look for it before it is sent again.

    Twilio has no idempotency for sending; a repeated POST after a 500 can send twice
    (https://www.twilio.com/docs/errors/20500).
    """

    def __init__(self, detail: str, *, code: int | None = None) -> None:
        super().__init__(detail)
        self.code = code


TEMPORARY = frozenset(
    {
        20429,  # too many requests
        30001,  # queue overflow
        30003,  # unreachable handset
        30008,  # unknown error
        30022,  # carrier's rate limit
        30023,  # carrier's daily limit
        30036,  # not sent within its validity period
        30047,  # held back by the compliance toolkit
        30610,  # the recipient's quiet hours
    }
)

_PERMANENT: dict[About, tuple[int, ...]] = {
    "number": (
        21211,  # not a phone number
        21214,  # cannot be reached
        21217,  # not a valid phone number
        21265,  # a short code
        21266,  # the sender's own number
        21612,  # no route for this pair
        21614,  # not a mobile number
        21635,  # a landline
        30004,  # blocked
        30005,  # unknown or inactive
        30006,  # landline or unreachable carrier
    ),
    "opted_out": (21610,),
    "content": (
        21602,  # no body
        21605,  # body too long
        21617,  # concatenated body too long
        21619,  # no text
        21624,  # validity period out of range
        30007,  # filtered by the carrier
        30409,  # too late to cancel
    ),
    "account": (
        20003,  # not authenticated
        20005,  # account not active
        21219,  # trial account, recipient not verified
        21408,  # region not permitted
        21603,  # no sender
        21606,  # sender not capable
        21609,  # status callback not valid
        21659,  # sender not ours
        21660,  # sender of another account
        21703,  # messaging service without senders
        21705,  # messaging service not valid
        21712,  # sender not in the messaging service
        30002,  # account suspended
        30010,  # price above the cap
        30032,  # toll-free number not verified
        30034,  # number not registered for 10DLC
        *(30035, 30037, 30038, 30039),  # sender or kind of text not allowed
        30041,  # sender not allowed in the country
        *range(35114, 35126),  # scheduling refused
    ),
}

ABOUT: dict[int, About] = {code: about for about, codes in _PERMANENT.items() for code in codes}


def failure_of_code(code: int, detail: str = "") -> TemporaryFailure | PermanentFailure:
    """The failure that a Twilio error code stands for, from an answer or from a status callback.

    A code that is not in the table is permanent and about the account, so that a person looks at it.
    """
    words = detail or f"Twilio error {code}"
    if code in TEMPORARY:
        return TemporaryFailure(words, code=code)
    return PermanentFailure(words, code=code, about=ABOUT.get(code, "account"))
