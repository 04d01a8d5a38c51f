from django.apps import AppConfig


class Config(AppConfig):
    name = "helpwell.channels.contact_form"
    label = "contact_form"
    verbose_name = "Contact form"
