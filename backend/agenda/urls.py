from django.urls import path

from agenda import api

urlpatterns = [path("agenda/weekly-hours/", api.WeeklyHoursView.as_view())]
