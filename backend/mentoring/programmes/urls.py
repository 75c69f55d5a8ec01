from django.urls import path

from mentoring.programmes.api import applications, desk, joining, people

urlpatterns = [
    path("programme-desk/", desk.ProgrammeDeskView.as_view()),
    path("programme-desk/<slug:slug>/", desk.ProgrammeEditView.as_view()),
    path("programme-desk/<slug:slug>/copy/", desk.ProgrammeCopyView.as_view()),
    path("programme-desk/<slug:slug>/open/", desk.ProgrammeOpenView.as_view()),
    path("programme-desk/<slug:slug>/run/", desk.ProgrammeRunView.as_view()),
    path("programme-desk/<slug:slug>/close/", desk.ProgrammeCloseView.as_view()),
    path("programme-desk/<slug:slug>/milestones/", desk.ProgrammeMilestonesView.as_view()),
    path(
        "programme-desk/<slug:slug>/questions/intake/",
        desk.ProgrammeQuestionsView.as_view(),
        {"use": "intake"},
    ),
    path(
        "programme-desk/<slug:slug>/questions/feedback/",
        desk.ProgrammeQuestionsView.as_view(),
        {"use": "feedback"},
    ),
    path("programme-desk/<slug:slug>/invitations/", people.InvitationsView.as_view()),
    path("programme-desk/<slug:slug>/startups/", people.ProgrammeStartupsView.as_view()),
    path("programme-desk/<slug:slug>/startups/<int:startup_id>/", people.ProgrammeStartupView.as_view()),
    path("programme-desk/<slug:slug>/experts/", people.ProgrammeExpertsView.as_view()),
    path("programme-desk/<slug:slug>/experts/<int:expert_id>/", people.ProgrammeExpertView.as_view()),
    path("programme-desk/<slug:slug>/applications/", applications.ApplicationsView.as_view()),
    path("programme-desk/<slug:slug>/applications/decide/", applications.DecisionsView.as_view()),
    path("applications/<int:application_id>/", applications.ApplicationView.as_view()),
    path("me/programmes/", joining.OwnProgrammesView.as_view()),
    path("me/programmes/<slug:slug>/", joining.OwnProgrammeView.as_view()),
    path("me/programmes/<slug:slug>/invitation/", joining.InvitationAnswerView.as_view()),
    path("me/programmes/<slug:slug>/leave/", joining.LeaveProgrammeView.as_view()),
    path("me/programmes/<slug:slug>/giving/", joining.GivingView.as_view()),
    path("me/programmes/<slug:slug>/application/", joining.OwnApplicationView.as_view()),
    path("me/programmes/<slug:slug>/application/submit/", joining.OwnApplicationSubmitView.as_view()),
    path("me/programmes/<slug:slug>/application/withdraw/", joining.OwnApplicationWithdrawView.as_view()),
]
