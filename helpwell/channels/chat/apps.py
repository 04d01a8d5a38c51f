from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.channels.chat"
    label = "chat"
    verbose_name = "Chat"
