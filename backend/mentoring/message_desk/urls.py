from django.urls import path

from mentoring.message_desk import api

urlpatterns = [
    path("messages/", api.MessagesView.as_view()),
    path("messages/export.csv", api.MessagesExportView.as_view()),
    path("messages/retry/", api.RetryMessagesView.as_view()),
    path("messages/<int:message_id>/retry/", api.RetryMessageView.as_view()),
    path("messages/<int:message_id>/link/revoke/", api.RevokeLinkView.as_view()),
    path("delivery/", api.DeliveryView.as_view()),
]
