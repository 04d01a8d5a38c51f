from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class Config(AppConfig):
    name = "helpwell.conversations"
    label = "conversations"
    verbose_name = "Conversations"

    def ready(self) -> None:
        """The search index follows the tables it is made from: docs/decisions/060."""
        from helpwell.conversations.searching import index

        pre_migrate.connect(index.make_way, sender=self)
        post_migrate.connect(index.install, sender=self)
