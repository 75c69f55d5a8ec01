from django.urls import URLPattern, path

from messaging.webhooks import InboundWebhook, StatusWebhook

urlpatterns: list[URLPattern] = [
    path("webhooks/twilio/status/", StatusWebhook.as_view()),
    path("webhooks/twilio/inbound/", InboundWebhook.as_view()),
]
