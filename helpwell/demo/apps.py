from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.demo"
    label = "demo"
    verbose_name = "Demo"
