from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.automation"
    label = "automation"
    verbose_name = "Automation"
