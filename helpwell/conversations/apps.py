from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.conversations"
    label = "conversations"
    verbose_name = "Conversations"
