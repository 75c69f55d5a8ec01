from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0018_nearest_first'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state', 'ready')), fields=['channel', 'starts_at', 'id'], name='message_nearest'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('state', 'planned')), fields=['starts_at', 'id'], name='reminder_nearest'),
        ),
    ]
