from django.urls import path

from mentoring.calendar_desk import api

urlpatterns = [
    path("calendar-writes/", api.PendingWritesView.as_view()),
    path("calendar-writes/summary/", api.PendingWritesSummaryView.as_view()),
    path("calendar-writes/retry/", api.RetryWritesView.as_view()),
    path("calendar-writes/<int:event_id>/retry/", api.RetryWriteView.as_view()),
    path("calendar-warnings/", api.CalendarWarningsView.as_view()),
    path("calendar-warnings/<int:warning_id>/settle/", api.SettleWarningView.as_view()),
]
