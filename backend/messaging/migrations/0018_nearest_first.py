from django.db import migrations, models

REMINDERS = """
UPDATE messaging_reminder AS reminder SET starts_at = appointment.starts_at
  FROM agenda_appointment AS appointment
 WHERE appointment.id = reminder.appointment_id AND reminder.state = 'planned'
"""
MESSAGES = """
UPDATE messaging_message AS message SET starts_at = appointment.starts_at
  FROM agenda_appointment AS appointment
 WHERE appointment.id = message.appointment_id AND message.state = 'ready'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0017_new_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='starts_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='reminder',
            name='starts_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(REMINDERS, migrations.RunSQL.noop),
        migrations.RunSQL(MESSAGES, migrations.RunSQL.noop),
    ]
