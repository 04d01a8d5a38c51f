from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.base"
    label = "base"
    verbose_name = "Base"
