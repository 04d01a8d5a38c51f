from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.knowledge"
    label = "knowledge"
    verbose_name = "Knowledge"

    def ready(self) -> None:
        from helpwell.base.checkup import CHECKUPS
        from helpwell.knowledge.checkup import timetable

        CHECKUPS["timetable"] = timetable
