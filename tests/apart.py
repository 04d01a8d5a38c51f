"""What a process of its own is told, so that it works on the database of the tests."""

from urllib.parse import quote

from django.db import connection


def database_url() -> str:
    """The database that is in use, as an operator would name it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}@{quote(known['HOST'], safe='')}:{known['PORT']}"
    return f"postgres://{who}/{known['NAME']}"
