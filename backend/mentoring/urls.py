from django.urls import path

from mentoring.api import answers, coordination, deeds, finding, free_starts, meeting_hours, sessions
from mentoring.series.api import answers as series_answers
from mentoring.series.api import deeds as series_deeds
from mentoring.series.api import previews, series

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
    path("sessions/<uuid:session_id>/propose/", deeds.ProposeView.as_view()),
    path("sessions/<uuid:session_id>/take/", deeds.TakeView.as_view()),
    path("sessions/<uuid:session_id>/turn-down/", deeds.TurnDownView.as_view()),
    path("sessions/<uuid:session_id>/cancel/", deeds.CancelView.as_view()),
    path("sessions/<uuid:session_id>/complete/", deeds.CompleteView.as_view()),
    path("sessions/<uuid:session_id>/no-show/", deeds.NoShowView.as_view()),
    path("sessions/<uuid:session_id>/dispute/", deeds.DisputeView.as_view()),
    path("sessions/<uuid:session_id>/settle/", deeds.SettleView.as_view()),
    path("sessions/<uuid:session_id>/notes/", deeds.NotesView.as_view()),
    path("sessions/<uuid:session_id>/story/", coordination.StoryView.as_view()),
    path("sessions/<uuid:session_id>/retry/", coordination.RetryView.as_view()),
    path("sessions/<uuid:session_id>/invitation.ics", coordination.InvitationView.as_view()),
    path("answers/<str:token>/", answers.AnswerView.as_view()),
    path("answers/<str:token>/accept/", answers.AnswerAcceptView.as_view()),
    path("answers/<str:token>/decline/", answers.AnswerDeclineView.as_view()),
    path("answers/<str:token>/take/", answers.AnswerTakeView.as_view()),
    path("series/", series.SeriesListView.as_view()),
    path("series/preview/", series.SeriesPreviewView.as_view()),
    path("series/<uuid:series_id>/", series.SeriesView.as_view()),
    path("series/<uuid:series_id>/accept/", series_deeds.SeriesAcceptView.as_view()),
    path("series/<uuid:series_id>/decline/", series_deeds.SeriesDeclineView.as_view()),
    path("series/<uuid:series_id>/skip/", series_deeds.SeriesSkipView.as_view()),
    path("series/<uuid:series_id>/move/", series_deeds.SeriesMoveView.as_view()),
    path("series/<uuid:series_id>/move/preview/", previews.SeriesMovePreviewView.as_view()),
    path("series/<uuid:series_id>/extend/preview/", previews.SeriesExtendPreviewView.as_view()),
    path("series/<uuid:series_id>/end/", series_deeds.SeriesEndView.as_view()),
    path("series/<uuid:series_id>/extend/", series_deeds.SeriesExtendView.as_view()),
    path("series-answers/<str:token>/", series_answers.SeriesAnswerView.as_view()),
    path("series-answers/<str:token>/accept/", series_answers.SeriesAnswerAcceptView.as_view()),
    path("series-answers/<str:token>/decline/", series_answers.SeriesAnswerDeclineView.as_view()),
]
