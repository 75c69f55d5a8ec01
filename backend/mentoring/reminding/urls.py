from django.urls import path

from mentoring.reminding.api import ProgrammeRemindersView

urlpatterns = [path("programmes/<int:programme_id>/reminders/", ProgrammeRemindersView.as_view())]
