from agenda import api
from django.urls import path

urlpatterns = [path("agenda/weekly-hours/", api.WeeklyHoursView.as_view())]
