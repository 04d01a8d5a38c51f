"""Tell robots from people: what robots ask is nobody's question."""

import re

from django.http import HttpRequest

ROBOT = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|fetch|monitor|curl|wget|python|httpx|java/|go-http", re.I)


def is_robot(request: HttpRequest) -> bool:
    """Whether the sender names itself as a program, or does not name itself at all."""
    name = request.headers.get("User-Agent", "")
    return not name or bool(ROBOT.search(name))
