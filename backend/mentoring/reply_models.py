"""What people answered to invitations, in their calendars or by text. Imported by `mentoring.models`, where Django looks."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class InvitationAnswer(models.Model):
    """What one person last answered to the invitation to a session, or to a whole series. It decides nothing."""

    session = models.ForeignKey(
        "mentoring.Session", null=True, on_delete=models.CASCADE, related_name="answers"
    )
    series = models.ForeignKey(
        "mentoring.Series", null=True, on_delete=models.CASCADE, related_name="answers"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(
        max_length=9,
        choices=[("accepted", "accepted"), ("tentative", "tentative"), ("declined", "declined")],
    )
    channel = models.CharField(
        max_length=6, default="email", choices=[("email", "email"), ("google", "google"), ("text", "text")]
    )
    version = models.PositiveIntegerField(null=True)  # of the session's appointment: it answers that time
    stamped_at = models.DateTimeField()  # when it was written, as the person's calendar says
    answered_at = models.DateTimeField()  # when it was taken in

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, series=None, version__isnull=False)
                | Q(session=None, series__isnull=False, version=None),
                name="invitation_answer_of_one_or_of_a_series",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["accepted", "tentative", "declined"]),
                name="invitation_answer_is_known",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(session__isnull=False),
                name="invitation_answer_once_a_session",
            ),
            models.UniqueConstraint(
                fields=["series", "person"],
                condition=Q(series__isnull=False),
                name="invitation_answer_once_a_series",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation answer {self.pk} {self.answer}"


class HandledReply(models.Model):
    """A mail that was dealt with, so that it is not again. Digests only: no address, no word of it."""

    message_digest = models.CharField(max_length=64)  # SHA-256 of its Message-ID
    content_digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20)  # what was answered, or why nothing followed
    handled_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_digest", "content_digest"], name="handled_reply_counts_once"
            )
        ]

    def __str__(self) -> str:
        return f"reply {self.pk} {self.outcome}"
