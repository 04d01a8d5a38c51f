from django.apps import AppConfig

from helpwell.base.spoken import keep_apart


class Config(AppConfig):
    name = "helpwell.base"
    label = "base"
    verbose_name = "Base"

    def ready(self) -> None:
        keep_apart()
