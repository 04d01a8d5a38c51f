from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.people"
    label = "people"
    verbose_name = "People"
