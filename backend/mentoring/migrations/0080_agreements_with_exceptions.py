from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0056_proposals_of_nobody'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='exceptions',
            field=models.JSONField(default=dict),
        ),
    ]
