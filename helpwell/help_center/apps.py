from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.help_center"
    label = "help_center"
    verbose_name = "Help centre"
