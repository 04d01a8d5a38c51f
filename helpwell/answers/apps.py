from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.answers"
    label = "answers"
    verbose_name = "Answers"

    def ready(self) -> None:
        from helpwell.answers.index import index
        from helpwell.base.health import CHECKS

        CHECKS["index"] = index.problem
