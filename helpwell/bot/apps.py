from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.bot"
    label = "bot"
    verbose_name = "Assistant"
