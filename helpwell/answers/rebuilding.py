"""Makes the index anew in a process of its own, with what past questions teach: what that needs goes away with it."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import structlog
from django.utils import timezone

from answer_engine import Remembering, learn_apart
from helpwell.answers import encoders, stored
from helpwell.answers.documents import documents
from helpwell.answers.examples import examples
from helpwell.answers.models import Verdict
from helpwell.answers.state import MANY, State, built, opened
from helpwell.answers.stored import Stored
from helpwell.knowledge.models import Change, Translation

logger = structlog.stdlib.get_logger(__name__)

LONGEST = 1800  # seconds that making an index may take
LARGE = 2_000  # articles, from which reading them leaves a process larger than serving them needs
FAR_BEHIND = MANY // 2  # changes since it was saved, each of which every process that starts has to take in
ENOUGH_NEW = 0.05  # share of new examples from which learning again pays at once
FEWEST_NEW = 5  # examples, on a site with few
LEARN_AT_LEAST = timedelta(days=1)  # when anything is new


def tend() -> None:
    """Make it anew when there is reason to; every process opens it within a second. Nobody waits for who is at it."""
    if stored.is_being_made():
        return
    if is_worth_learning():
        in_own_process("--learn")
    elif is_stale():
        in_own_process()


def is_stale() -> bool:
    """Whether what is saved is missing, damaged, far behind, or was not read by the encoder of today."""
    found = stored.newest()
    if found is None or any(stored.troubles()) or found.encoder != encoders.name():
        return True
    return Change.objects.since(found.looked_at).count() > FAR_BEHIND


def is_worth_learning() -> bool:
    """Whether there are enough new examples, or an editor refused one."""
    now, found = examples(), stored.newest()
    if found is None or found.learned_at is None:
        return now.count > 0
    if now.fingerprint == found.examples:
        return False
    enough = max(FEWEST_NEW, ENOUGH_NEW * found.example_count)
    is_overdue = timezone.now() - found.learned_at > LEARN_AT_LEAST
    return is_overdue or abs(now.count - found.example_count) >= enough or Verdict.objects.given_since(found.learned_at)


def built_apart() -> State:
    """Saved and opened again; many articles are read by a process of its own, so that this one stays small.

    Nobody waits for an encoder here: `tend` lets it read them.
    """
    is_large = Translation.objects.published().count() > LARGE
    try:
        in_own_process("--quick") if is_large else rebuild(encode=False)
    except (OSError, subprocess.SubprocessError):
        logger.exception("Could not save the index; this process serves from its own")
    return opened() or built()


def in_own_process(*options: str) -> None:
    """Run `./run index` and wait for it."""
    command = [sys.executable, "-m", "django", "index", *options]
    subprocess.run(command, check=True, timeout=LONGEST, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def rebuild(*, learn: bool = False, encode: bool = True) -> Stored:
    """Make and save it. Of several processes that want the same at once, one does it; learning takes longer."""
    asked_at = timezone.now()
    with stored.alone():
        found = stored.newest()
        done_at = found and (found.learned_at if learn else found.looked_at)
        if found and done_at and done_at > asked_at:
            return found
        encoder = encoders.remembering() if encode else None
        return _taught(encoder) if learn else _rebuilt(found, encoder)


def _rebuilt(found: Stored | None, encoder: Remembering | None) -> Stored:
    """With the lessons there were."""
    state = _read_by(encoder)
    now = Stored.now(state.engine, state.looked_at, state.seen)
    if found and state.engine.lessons.question_count:
        now = replace(now, examples=found.examples, example_count=found.example_count, learned_at=found.learned_at)
    return stored.keep(state.engine, now)


def _taught(encoder: Remembering | None) -> Stored:
    """With what the examples of today teach."""
    at, known = timezone.now(), examples()
    state = _read_by(encoder)
    reader = Remembering(state.engine.senses, encoder.encoder) if encoder and state.engine.encoder else None
    engine = state.engine.taught(learn_apart(documents(), known.questions, known.unanswerable_share, reader))
    now = Stored.now(engine, state.looked_at, state.seen)
    now = replace(now, examples=known.fingerprint, example_count=known.count, learned_at=at)
    return stored.keep(engine, now)


def _read_by(encoder: Remembering | None) -> State:
    """All of it from the database; what the encoder has read is remembered."""
    state = built(encoder)
    encoders.remember(state.engine)
    return state
