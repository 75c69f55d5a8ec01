"""What an exception of the twilio client means for the call that raised it."""

import requests
from twilio.base.exceptions import TwilioException
from urllib3.exceptions import NewConnectionError

from integrations.twilio_sms.errors import (
    PermanentFailure,
    TemporaryFailure,
    UnknownOutcome,
    failure_of_code,
)

# The client reads answers without checking them, so an answer that is not Twilio's shows as one of these.
GARBAGE = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError)
FAILURES = (TwilioException, requests.RequestException, *GARBAGE)


def failure_of_creation(error: Exception) -> TemporaryFailure | PermanentFailure | UnknownOutcome:
    """A message was to be created: whatever does not prove that nothing was taken is unknown."""
    status, code = _status(error), _code(error)
    if status == 429:
        return TemporaryFailure(str(error), code=code or 20429)
    if 400 <= status < 500 and status != 408:
        return failure_of_code(code or status, str(error))
    if _never_reached(error):
        return TemporaryFailure(str(error))
    return UnknownOutcome(str(error), code=code)


def failure_of_repeatable(error: Exception) -> TemporaryFailure | PermanentFailure:
    """A call that may be made any number of times: whatever is not a refusal is temporary."""
    status, code = _status(error), _code(error)
    if 400 <= status < 500 and status not in (408, 429):
        return failure_of_code(code or status, str(error))
    return TemporaryFailure(str(error), code=code)


def _status(error: Exception) -> int:
    """The HTTP status of the answer, 0 if there was none. A refused list carries the answer as an argument."""
    answers = [error, *error.args]
    found = [getattr(answer, "status", None) or getattr(answer, "status_code", None) for answer in answers]
    return next((status for status in found if isinstance(status, int)), 0)


def _code(error: Exception) -> int | None:
    code = getattr(error, "code", None)
    return code if isinstance(code, int) else None


def _never_reached(error: Exception) -> bool:
    """No connection was made, so no request left this machine."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectionError) and isinstance(reason, NewConnectionError)
