from django.urls import URLPattern, path

from messaging.advertising.api import OwnAdvertisingView
from messaging.api import SwitchOffView, SwitchOnView, SwitchView, UnitedStatesReleaseView
from messaging.consents.api import OwnChannelsView, OwnConsentsView, TrustAddressView
from messaging.event_words.api import (
    EventTemplatePreviewView,
    EventTemplateRestoreView,
    EventTemplatesView,
    EventTemplateView,
)
from messaging.link_view import follow_short_link
from messaging.links.api import OwnLinksView, RevokeOwnLinkView
from messaging.mail_reports.webhooks import MailReportWebhook
from messaging.numbers.api import NumberCodeView, NumberConfirmView, OwnNumberView
from messaging.own_messages.api import (
    EraseMessagesView,
    EraseOwnMessagesView,
    ExportMessagesView,
    KeptMessagesView,
    OwnMessagesView,
)
from messaging.stopping.api import StopUndoView, StopView
from messaging.webhooks import ChannelReceipts, InboundWebhook, StatusWebhook

ONE_OF_EVENTS = "api/event-templates/<str:kind>/<str:channel>/<str:language>/"

urlpatterns: list[URLPattern] = [
    path("api/messaging/switch/", SwitchView.as_view()),
    path("api/messaging/switch/stop/", SwitchOffView.as_view()),
    path("api/messaging/switch/start/", SwitchOnView.as_view()),
    path("l/<str:code>", follow_short_link),
    path("api/messaging/united-states/release/", UnitedStatesReleaseView.as_view()),
    path("webhooks/twilio/status/", StatusWebhook.as_view()),
    path("webhooks/twilio/inbound/", InboundWebhook.as_view()),
    path("webhooks/channels/<str:channel>/", ChannelReceipts.as_view()),
    path("api/me/number/", OwnNumberView.as_view()),
    path("api/me/number/code/", NumberCodeView.as_view()),
    path("api/me/number/confirm/", NumberConfirmView.as_view()),
    path("api/me/channels/", OwnChannelsView.as_view()),
    path("api/me/advertising/", OwnAdvertisingView.as_view()),
    path("api/me/mail/trust/", TrustAddressView.as_view()),
    path("webhooks/mail/", MailReportWebhook.as_view()),
    path("api/me/consents/", OwnConsentsView.as_view()),
    path("api/me/messages/", OwnMessagesView.as_view()),
    path("api/me/links/", OwnLinksView.as_view()),
    path("api/me/links/<int:message_id>/revoke/", RevokeOwnLinkView.as_view()),
    path("api/me/messages/erase/", EraseOwnMessagesView.as_view()),
    path("api/people/<int:person_id>/messages/", KeptMessagesView.as_view()),
    path("api/people/<int:person_id>/messages/export/", ExportMessagesView.as_view()),
    path("api/people/<int:person_id>/messages/erase/", EraseMessagesView.as_view()),
    path("api/event-templates/", EventTemplatesView.as_view()),
    path(ONE_OF_EVENTS, EventTemplateView.as_view()),
    path(f"{ONE_OF_EVENTS}restore/", EventTemplateRestoreView.as_view()),
    path(f"{ONE_OF_EVENTS}preview/", EventTemplatePreviewView.as_view()),
    path("api/stops/<str:token>/", StopView.as_view()),
    path("api/stops/<str:token>/undo/", StopUndoView.as_view()),
]
