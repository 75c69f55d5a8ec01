"""How a call to Twilio can end other than well, and which of its error codes means what.

The codes are those of Twilio's error dictionary, https://www.twilio.com/docs/api/errors.
"""

from integrations.channel import About, PermanentFailure, TemporaryFailure, UnknownOutcome

__all__ = ["ABOUT", "About", "PermanentFailure", "TemporaryFailure", "UnknownOutcome", "failure_of_code"]

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
        63018,  # WhatsApp's rate limit
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
        63003,  # nobody has WhatsApp there
        63024,  # WhatsApp does not deliver to this reader
    ),
    "opted_out": (
        21610,
        63014,  # the reader has blocked us on WhatsApp
    ),
    "content": (
        21602,  # no body
        21605,  # body too long
        21617,  # concatenated body too long
        21619,  # no text
        21624,  # validity period out of range
        30007,  # filtered by the carrier
        30409,  # too late to cancel
        21655,  # no such approved template
        21656,  # its variables cannot be read
        63016,  # no approved template, and the reader has not written within a day
        63021,  # WhatsApp does not take these words
        *(63027, 63028),  # the template is not approved in this language, or has other variables
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
        63007,  # no such WhatsApp sender
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
