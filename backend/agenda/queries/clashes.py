"""Where somebody's own calendar shows something at the time of an appointment that they have."""

from django.db.models import Exists, OuterRef, Q

from agenda.models import BusyTime, Commitment, CommitmentQuerySet, TimeBetween


def clashes(among: Q | None = None) -> CommitmentQuerySet:
    """The commitments whose person has busy time during their appointment; pauses beside it do not count. `among`
    narrows the busy time down.

    Worked out at each question: a booking and a reading of a calendar that pass each other are seen all the same.
    """
    meant = TimeBetween(OuterRef("appointment__starts_at"), OuterRef("appointment__ends_at"))
    own = BusyTime.objects.filter(among or Q(), person=OuterRef("person"), during__overlap=meant)
    return Commitment.objects.filter(Exists(own), released_at=None)
