from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def copy_starts(apps, schema_editor):
    Commitment = apps.get_model("agenda", "Commitment")
    Appointment = apps.get_model("agenda", "Appointment")
    its_own = Appointment.objects.filter(pk=OuterRef("appointment_id")).values("starts_at")
    Commitment.objects.update(starts_at=Subquery(its_own))


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0010_known_zones'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='starts_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(copy_starts, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='commitment',
            name='starts_at',
            field=models.DateTimeField(),
        ),
        migrations.RemoveIndex(
            model_name='commitment',
            name='commitment_time_of_a_person',
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(
                condition=Q(released_at=None),
                fields=['person', 'during'],
                include=['expires_at', 'appointment', 'starts_at'],
                name='commitment_time_of_a_person',
            ),
        ),
    ]
