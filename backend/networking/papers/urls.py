from django.urls import path

from networking.papers.api import files, guests

urlpatterns = [
    path("event-desk/<slug:slug>/badges.pdf", files.BadgesView.as_view()),
    path("event-desk/<slug:slug>/check-in-list.pdf", files.CheckInListView.as_view()),
    path("event-desk/<slug:slug>/table-cards.pdf", files.TableCardsView.as_view()),
    path("event-desk/<slug:slug>/agendas.pdf", files.AgendasView.as_view()),
    path("event-desk/<slug:slug>/certificates.pdf", files.CertificatesView.as_view()),
    path("event-desk/<slug:slug>/guests.xlsx", files.GuestListView.as_view()),
    path("events/<slug:slug>/agenda.pdf", guests.OwnAgendaPaperView.as_view()),
    path("events/<slug:slug>/certificate.pdf", guests.OwnCertificateView.as_view()),
    path("guests/<str:token>/agenda.pdf", guests.LinkedAgendaPaperView.as_view()),
    path("guests/<str:token>/certificate.pdf", guests.LinkedCertificateView.as_view()),
]
