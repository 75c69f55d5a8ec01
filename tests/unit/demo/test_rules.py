from datetime import UTC, datetime

import pytest

from demo.rules import next_morning


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        # Noon in Seoul; then a quarter to midnight there; then midnight itself, when the day is new.
        (datetime(2026, 3, 2, 3, 0, tzinfo=UTC), datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 14, 45, tzinfo=UTC), datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 15, 0, tzinfo=UTC), datetime(2026, 3, 4, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_next_day_begins_at_nine_in_seoul(now: datetime, morning: datetime) -> None:
    assert next_morning(now) == morning
