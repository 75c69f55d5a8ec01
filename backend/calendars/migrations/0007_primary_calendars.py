from django.db import migrations


def name_primary_calendars(apps, schema_editor):
    """Every connection so far wrote to the primary calendar, and is now read by it."""
    read_calendar = apps.get_model("calendars", "ReadCalendar")
    connections = apps.get_model("calendars", "GoogleConnection").objects.all()
    read_calendar.objects.bulk_create(
        (
            read_calendar(connection=one, google_calendar_id="primary", is_written=True)
            for one in connections
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("calendars", "0006_read_calendar")]

    operations = [migrations.RunPython(name_primary_calendars, migrations.RunPython.noop)]
