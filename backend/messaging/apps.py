from django.apps import AppConfig
from django.core.checks import register


class MessagingConfig(AppConfig):
    name = "messaging"

    def ready(self) -> None:
        from messaging.channels.checks import added_channels_can_be_used  # noqa: PLC0415 -- once models are there

        register(added_channels_can_be_used)
