from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.knowledge"
    label = "knowledge"
    verbose_name = "Knowledge"
