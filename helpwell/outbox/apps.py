from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.outbox"
    label = "outbox"
    verbose_name = "Outbox"
