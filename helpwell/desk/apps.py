from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.desk"
    label = "desk"
    verbose_name = "Desk"
