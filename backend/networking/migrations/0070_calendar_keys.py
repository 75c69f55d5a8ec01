import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    """PostgreSQL gives each row that is there a key of its own; later ones bring theirs."""

    dependencies = [("networking", "0061_pictures_and_follow_ups")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="calendar_key",
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="registration",
            name="calendar_key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
