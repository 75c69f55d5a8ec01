from django.urls import path

from mentoring.relations.api import deeds, first_hours, papers, relations

PAIR = "relations/<uuid:relation_id>"
urlpatterns = [
    path("relations/", relations.RelationsView.as_view()),
    path(f"{PAIR}/", relations.RelationView.as_view()),
    path(f"{PAIR}/answer/", relations.AnswerRelationView.as_view()),
    path(f"{PAIR}/first-hour/", first_hours.FirstHourView.as_view()),
    path(f"{PAIR}/sessions/", deeds.BookSessionView.as_view()),
    path(f"{PAIR}/end/", relations.EndRelationView.as_view()),
    path(f"{PAIR}/agreements/", deeds.ProposeAgreementView.as_view()),
    path(f"{PAIR}/agreements/preview/", deeds.AgreementPreviewView.as_view()),
    path(f"{PAIR}/agreements/<int:version>/agree/", deeds.AgreeView.as_view()),
    path(f"{PAIR}/agreements/<int:version>/decline/", deeds.DeclineAgreementView.as_view()),
    path(f"{PAIR}/actions/", deeds.ActionsView.as_view()),
    path(f"{PAIR}/actions/<uuid:action_id>/", deeds.ActionView.as_view()),
    path(f"{PAIR}/milestones/", deeds.MilestonesView.as_view()),
    path(f"{PAIR}/milestones/<uuid:milestone_id>/", deeds.MilestoneView.as_view()),
    path(f"{PAIR}/links/", deeds.LinksView.as_view()),
    path(f"{PAIR}/links/<uuid:link_id>/", deeds.LinkView.as_view()),
    path(f"{PAIR}/private-notes/", deeds.PrivateNotesView.as_view()),
    path(f"{PAIR}/private-notes/<uuid:note_id>/", deeds.PrivateNoteView.as_view()),
    path(f"{PAIR}/ratings/", deeds.RatingsView.as_view()),
    path(f"{PAIR}/rematch/", deeds.RematchView.as_view()),
    path(f"{PAIR}/rematch/settle/", deeds.SettleRematchView.as_view()),
    path(f"{PAIR}/certificate.pdf", papers.CertificateView.as_view()),
    path("honoraria/", papers.HonorariaView.as_view()),
    path("honoraria/export.csv", papers.HonorariaExportView.as_view()),
    path("honoraria/rates/", papers.RatesView.as_view()),
    path("honoraria/<int:expert_id>/statement.pdf", papers.StatementView.as_view()),
    path("sessions/<uuid:session_id>/brief/", deeds.BriefView.as_view()),
]
