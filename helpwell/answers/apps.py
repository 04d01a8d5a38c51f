from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.answers"
    label = "answers"
    verbose_name = "Answers"

    def ready(self) -> None:
        from helpwell.answers import encoders
        from helpwell.answers.index import index
        from helpwell.answers.stored import troubles
        from helpwell.base.checkup import CHECKUPS
        from helpwell.base.health import CHECKS, NOTES

        CHECKS["index"] = index.problem
        CHECKUPS["saved index"] = troubles
        CHECKUPS["encoder"] = encoders.troubles
        NOTES["encoder"] = index.without
