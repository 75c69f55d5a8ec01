"""Time taken by what stands in a person's own calendar elsewhere."""

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import ForeignKey


class BusyTime(models.Model):
    """One event of a person's own calendar, as far as it takes time. `source` says which calendar it was read from.

    It is no commitment: two events of somebody's own calendar may overlap, which the ledger forbids.
    """

    person = ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="busy_times")
    source = models.PositiveBigIntegerField()
    external_id = models.CharField(
        max_length=1100
    )  # Google's ids have up to 1,024, those of instances a date more
    during = DateTimeRangeField()  # half-open
    # Of whole days, on whatever clock the person then lives: `during` is worked out from them. End exclusive.
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    title = models.CharField(max_length=300, blank=True)  # only where the person allows it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="busy_time_once_a_source"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="busy_time_begins_and_ends",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None, until_on=None) | Q(until_on__gt=F("from_on")),
                name="busy_time_of_whole_days_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["person", "during"], name="busy_time_of_a_person")]

    def __str__(self) -> str:
        return f"busy {self.during} of person {self.person_id}"
