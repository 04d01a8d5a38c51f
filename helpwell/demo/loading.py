"""Fill an empty installation with the example shop, once."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from helpwell.answers.gaps import sweep as gather_gaps
from helpwell.answers.moving import bring_in
from helpwell.demo.chat import open_chat
from helpwell.demo.correspondence import correspond
from helpwell.demo.desk_life import work_some_months
from helpwell.demo.month import fill_month, keep_recent
from helpwell.demo.own_ways import save_views, write_macros
from helpwell.demo.shop import CONTENT, new_password, open_shop
from helpwell.knowledge.models import Article, Import
from helpwell.people.models import User

MARK = "demo.json"  # in the data folder: this is the demo's, and its password


class NotOurs(Exception):
    """The data folder holds something else."""


@dataclass(frozen=True)
class Demo:
    """What is known about the loaded demo."""

    password: str
    is_loaded: bool


def load(content: Path = CONTENT) -> Demo:
    """Load the demo, or what is missing of it. Raises `NotOurs` when the data folder holds other data."""
    known = read_mark()
    if known and known.is_loaded:
        keep_recent()
        return known
    if known is None and (Article.objects.exists() or User.objects.exists()):
        raise NotOurs
    demo = known or Demo(new_password(), is_loaded=False)
    _write_mark(demo)
    people = open_shop(demo.password)
    bring_in(Import.objects.create(name="demo", state=Import.State.RUNNING), content)
    fill_month(content)
    work_some_months(people)
    correspond(content, people)
    write_macros(people)
    save_views(people)
    open_chat(content)
    gather_gaps()
    loaded = Demo(demo.password, is_loaded=True)
    _write_mark(loaded)
    return loaded


def read_mark() -> Demo | None:
    """What the data folder says about the demo; None: it is not the demo's."""
    path = _mark()
    return Demo(**json.loads(path.read_text())) if path.exists() else None


def _write_mark(demo: Demo) -> None:
    path = _mark()
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(demo)))


def _mark() -> Path:
    return Path(settings.HELPWELL.data) / MARK
