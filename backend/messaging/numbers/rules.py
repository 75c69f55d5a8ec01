"""How often a code is sent, and what one is good for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

GOOD_FOR = timedelta(minutes=10)
# Time for the text to come before it is asked for again.
PAUSE = timedelta(seconds=30)
# A number that was stopped longer ago may have another owner by now, who wants texts.
STOP_HOLDS_FOR = timedelta(days=30)
# A number may be somebody else's, who did not ask; and each code costs.
MOST_PER_NUMBER, NUMBER_PERIOD = 3, timedelta(hours=1)
MOST_PER_PERSON, PERSON_PERIOD = 10, timedelta(days=1)

# To a number of which Twilio says that it takes no texts: it may be mended, or have been wrong about it.
BAD_NUMBER_PAUSE = timedelta(days=1)


def may_send_at(of_number: Sequence[datetime], of_person: Sequence[datetime], now: datetime) -> datetime:
    """When the next code may leave, `now` at the earliest.

    `of_number` and `of_person` are when codes were made for the number and for the person, the newest first.
    """
    limits = [now]
    if of_person:
        limits.append(of_person[0] + PAUSE)
    if len(of_number) >= MOST_PER_NUMBER:
        limits.append(of_number[MOST_PER_NUMBER - 1] + NUMBER_PERIOD)
    if len(of_person) >= MOST_PER_PERSON:
        limits.append(of_person[MOST_PER_PERSON - 1] + PERSON_PERIOD)
    return max(limits)
