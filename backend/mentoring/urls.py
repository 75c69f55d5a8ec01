from django.urls import path

from mentoring.api import answers, coordination, deeds, finding, free_starts, meeting_hours, sessions
from mentoring.series import api as series

urlpatterns = [
    path("programmes/", sessions.ProgrammesView.as_view()),
    path("experts/<int:expert_id>/free-starts/", free_starts.FreeStartsView.as_view()),
    path("free-starts/", finding.FindingView.as_view()),
    path("meeting-hours/", meeting_hours.MeetingHoursView.as_view()),
    path("sessions/", sessions.SessionsView.as_view()),
    path("sessions/export.csv", coordination.SessionsExportView.as_view()),
    path("sessions/<uuid:session_id>/", sessions.SessionView.as_view()),
    path("sessions/<uuid:session_id>/accept/", deeds.AcceptView.as_view()),
    path("sessions/<uuid:session_id>/decline/", deeds.DeclineView.as_view()),
    path("sessions/<uuid:session_id>/reschedule/", deeds.RescheduleView.as_view()),
    path("sessions/<uuid:session_id>/cancel/", deeds.CancelView.as_view()),
    path("sessions/<uuid:session_id>/complete/", deeds.CompleteView.as_view()),
    path("sessions/<uuid:session_id>/no-show/", deeds.NoShowView.as_view()),
    path("sessions/<uuid:session_id>/notes/", deeds.NotesView.as_view()),
    path("sessions/<uuid:session_id>/story/", coordination.StoryView.as_view()),
    path("sessions/<uuid:session_id>/retry/", coordination.RetryView.as_view()),
    path("sessions/<uuid:session_id>/invitation.ics", coordination.InvitationView.as_view()),
    path("answers/<str:token>/", answers.AnswerView.as_view()),
    path("answers/<str:token>/accept/", answers.AnswerAcceptView.as_view()),
    path("answers/<str:token>/decline/", answers.AnswerDeclineView.as_view()),
    path("series/", series.SeriesListView.as_view()),
    path("series/preview/", series.SeriesPreviewView.as_view()),
    path("series/<uuid:series_id>/", series.SeriesView.as_view()),
    path("series/<uuid:series_id>/accept/", series.SeriesAcceptView.as_view()),
    path("series/<uuid:series_id>/decline/", series.SeriesDeclineView.as_view()),
    path("series/<uuid:series_id>/skip/", series.SeriesSkipView.as_view()),
    path("series/<uuid:series_id>/move/", series.SeriesMoveView.as_view()),
    path("series/<uuid:series_id>/end/", series.SeriesEndView.as_view()),
    path("series/<uuid:series_id>/extend/", series.SeriesExtendView.as_view()),
]
