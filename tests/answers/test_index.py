"""The index follows what the database says, in this process and from any other."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from helpwell.answers import index as life
from helpwell.answers import state
from helpwell.answers.asking import Asker, ask
from helpwell.answers.index import Index, index
from helpwell.answers.models import Synonym
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Article, Change, Phrasing
from tests.factories import publish

pytestmark = pytest.mark.django_db

ASKER = Asker("en", PUBLIC)


def titles(question: str) -> list[str]:
    return [article.title for article in ask(question, ASKER).articles]


def test_a_few_changes_update_the_engine_that_is_there(monkeypatch: pytest.MonkeyPatch):
    publish("Opening hours")
    assert titles("opening hours")
    monkeypatch.setattr(index, "make", lambda: pytest.fail("built anew"))

    publish("Parking garage")

    assert titles("parking garage") == ["Parking garage"]


def test_many_changes_build_it_anew(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(state, "MANY", 2)
    assert titles("parking") == []

    for place in ("garage", "meadow", "roof", "cellar"):
        publish(f"Parking {place}")

    assert len(titles("parking")) == 4


def test_an_article_deleted_by_another_process_is_gone():
    translation = publish("Parking garage")
    assert titles("parking garage")
    Change.note(translation.article)

    Article.objects.filter(pk=translation.article_id).delete()

    assert titles("parking garage") == []


def test_a_change_that_commits_late_is_not_missed():
    publish("Opening hours")
    assert titles("opening hours")
    late = publish("Parking garage")
    Change.objects.filter(article_id=late.article_id).update(at=timezone.now() - timedelta(seconds=30))

    assert titles("parking garage") == ["Parking garage"]


def test_a_process_that_slept_past_the_trail_builds_anew(time_machine: TimeMachineFixture):
    assert titles("parking garage") == []
    publish("Parking garage")

    time_machine.move_to(timezone.now() + timedelta(days=3))
    Change.objects.forget_old()

    assert Change.objects.count() == 0
    assert titles("parking garage") == ["Parking garage"]


def test_two_processes_each_keep_their_own_engine_current():
    publish("Opening hours")
    other = Index()
    assert not other.current().ask("parking garage").hits

    publish("Parking garage")

    assert other.current().ask("parking garage").hits
    assert index.current().ask("parking garage").hits


def test_a_synonym_works_once_it_is_in_use():
    publish("Replace a nose pad")
    synonym = Synonym.objects.create(language="en", word="squidge", meaning="nose pad", status=Synonym.Status.PROPOSED)
    assert titles("squidge") == []

    synonym.move_to(Synonym.Status.ACTIVE, by=None)

    assert titles("squidge") == ["Replace a nose pad"]


def test_a_phrasing_leads_to_its_article_at_once():
    translation = publish("Replace a nose pad")
    assert titles("wobbly squishy bit") == []

    Phrasing.add(translation, "wobbly squishy bit", by=None)

    assert titles("wobbly squishy bit") == ["Replace a nose pad"]


def test_the_look_out_keeps_current_in_the_background_and_ends(transactional_db: None):
    kept = Index()
    kept.start()
    try:
        publish("Parking garage")
        deadline = timezone.now() + timedelta(seconds=30)  # a busy machine; it takes half a second
        while not kept.current().ask("parking garage").hits and timezone.now() < deadline:
            kept._stopped.wait(0.1)
        assert kept.current().ask("parking garage").hits
    finally:
        kept.stop()


def test_the_look_out_outlives_a_failure_and_says_so(transactional_db: None, monkeypatch: pytest.MonkeyPatch):
    kept = Index()
    kept.refresh()
    failed = threading.Event()

    def fail(*_given: object) -> state.State:
        failed.set()
        raise ValueError("an article nobody can read")

    with monkeypatch.context() as broken:
        broken.setattr(life, "caught_up", fail)
        broken.setattr(life, "BEHIND", timedelta(0))
        kept.start()
        assert failed.wait(timeout=30)
        assert "not followed" in kept.problem()
    try:
        publish("Parking garage")
        deadline = timezone.now() + timedelta(seconds=30)
        while not kept.current().ask("parking garage").hits and timezone.now() < deadline:
            kept._stopped.wait(0.1)
        assert kept.current().ask("parking garage").hits
        assert kept.problem() == ""
    finally:
        kept.stop()
