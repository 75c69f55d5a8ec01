from django.urls import path

from demo import api

urlpatterns = [
    path("", api.DemoView.as_view()),
    path("clock/", api.ClockView.as_view()),
    path("mailbox/", api.MailboxView.as_view()),
]
