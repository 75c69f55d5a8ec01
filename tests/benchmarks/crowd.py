"""5,000 experts and 1,000,000 commitments, made inside PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda.models import BusyTime, CalendarReading, DateOverride

EXPERTS = 5_000
PAST_WEEKS, COMING_WEEKS, A_WEEK = 4, 6, 20  # 200 sessions each

# Bulk data: foreign keys hold by construction, and an index is built faster than grown.
STEPS = """
SET session_replication_role = replica;
ALTER TABLE agenda_commitment DROP CONSTRAINT commitment_nobody_is_in_two_places_at_once;
CREATE TEMP TABLE crowd AS
SELECT nextval(pg_get_serial_sequence('accounts_person', 'id')) AS person,
       number, (ARRAY['Asia/Seoul', 'America/Los_Angeles'])[1 + number % 2] AS zone
  FROM generate_series(1, {experts}) AS number;
INSERT INTO accounts_person (id, password, email, name, role, phone, language, time_zone, humane_from, humane_until,
                             quiet_from, quiet_until, sms_allowed, email_allowed,
                             is_active, country)
SELECT person, '!', 'crowd' || number || '@hub.example', 'Expert ' || number, 'mentor', '', 'en', zone,
       '08:00', '21:00', '21:00', '08:00', false, true, true, ''
  FROM crowd;
INSERT INTO directory_expert (person_id, kind, organisation, headline_ko, headline_en, bio_ko, bio_en, languages)
SELECT person, 'mentor', 'Organisation ' || number, '', '', repeat('소개 ', 200), repeat('About ', 200), '{{en}}' FROM crowd;
INSERT INTO agenda_schedule (person_id, name, is_default, used_for) SELECT person, 'default', true, '{{}}' FROM crowd;
INSERT INTO agenda_weeklyhours (person_id, schedule_id, weekday, starts_minute, ends_minute)
SELECT person, schedule.id, weekday, begins, ends
  FROM crowd JOIN agenda_schedule AS schedule ON schedule.person_id = person,
       generate_series(0, 4) AS weekday, (VALUES (480, 750), (780, 1200)) AS range (begins, ends);
INSERT INTO agenda_bookinglimits (person_id, buffer_before_minutes, buffer_after_minutes, notice_hours, max_per_day,
                                  session_minutes_offered, alignment)
SELECT person, 0, 10 * (number % 2), 12, CASE WHEN number % 3 = 0 THEN 5 END, '{{}}', 'clock' FROM crowd;
CREATE TEMP TABLE booked AS
SELECT gen_random_uuid() AS id, person, (monday + each % 5 + make_time(8 + 3 * (each / 5), 0, 0)) AT TIME ZONE zone AS starts_at
  FROM crowd,
       generate_series(0, {a_week} - 1) AS each,
       generate_series(date_trunc('week', now())::date - 7 * {past}, date_trunc('week', now())::date + 7 * ({coming} - 1), '7 days') AS week,
       LATERAL (SELECT week::date) AS of_week (monday);
INSERT INTO agenda_appointment (id, starts_at, ends_at, version, state)
SELECT id, starts_at, starts_at + interval '1 hour', 1, 'booked' FROM booked;
INSERT INTO agenda_commitment (person_id, appointment_id, during, starts_at)
SELECT person, id, tstzrange(starts_at, starts_at + interval '1 hour'), starts_at FROM booked;
ALTER TABLE agenda_commitment ADD CONSTRAINT commitment_nobody_is_in_two_places_at_once
  EXCLUDE USING gist (int8range(person_id, person_id, '[]') WITH &&, during WITH &&) WHERE (released_at IS NULL);
SET session_replication_role = DEFAULT;
DROP TABLE booked;
"""
ANALYZE = (
    "accounts_person",
    "directory_expert",
    "agenda_weeklyhours",
    "agenda_appointment",
    "agenda_commitment",
)


def settle_in() -> tuple[int, int]:
    """Make them; the numbers of experts and commitments that are there now."""
    steps = STEPS.format(experts=EXPERTS, past=PAST_WEEKS, coming=COMING_WEEKS, a_week=A_WEEK)
    with connection.cursor() as cursor:
        for step in steps.split(";\n"):
            if step.strip():
                cursor.execute(step)
        for table in ANALYZE:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("CHECKPOINT")  # else what was made is written out while searches are measured
        cursor.execute(
            "SELECT (SELECT count(*) FROM directory_expert), (SELECT count(*) FROM agenda_commitment)"
        )
        experts, commitments = cursor.fetchone()
        return experts, commitments


def fill_lives(people: Sequence[int], begin: datetime) -> None:
    """What searches meet in earnest: calendars that show twenty things in four weeks, other hours on two dates, and the
    public holidays of Korea; for each of `people` (ids)."""
    Person.objects.filter(pk__in=people).update(country="KR")
    CalendarReading.objects.bulk_create(
        CalendarReading(person_id=person, state="known", as_of=begin) for person in people
    )
    BusyTime.objects.bulk_create(
        BusyTime(person_id=person, source=1, external_id=f"{person}-{number}", during=_an_hour(begin, number))
        for person in people
        for number in range(20)
    )
    DateOverride.objects.bulk_create(
        DateOverride(person_id=person, on=begin.date() + timedelta(days=days), ranges=[[600, 900]])
        for person in people
        for days in (3, 10)
    )


def _an_hour(begin: datetime, number: int) -> DateTimeTZRange:
    starts_at = begin + timedelta(days=number * 7 // 5, hours=number % 5 * 2)
    return DateTimeTZRange(starts_at, starts_at + timedelta(hours=1))
