"""How sure to be is fitted to what was seen, and nothing is believed further than that."""

import numpy as np
import pytest

from answer_engine.calibration import PLACES
from answer_engine.fitting import fit_confidence, lines

COUNT = 2_000


@pytest.mark.parametrize(("lapses", "least", "most"), [(0.0, 0.985, 1.0), (0.06, 0.92, 0.955)])
def test_what_looks_the_surest_is_believed_as_far_as_it_was_right(lapses: float, least: float, most: float):
    generator = np.random.default_rng(3)
    seen = generator.uniform(-4, 4, (COUNT, 1))
    looks_right = generator.random(COUNT) < 1 / (1 + np.exp(-3 * seen[:, 0]))
    right = looks_right & (generator.random(COUNT) >= lapses)

    fitted = fit_confidence(seen, np.repeat(right[:, None], PLACES, axis=1), np.ones(COUNT), lines(seen), 1.0)

    assert least <= fitted.chances(np.array([[4.0]]))[0, 0] <= most
    assert fitted.chances(np.array([[-4.0]]))[0, 0] < 0.05


def test_where_little_was_seen_confidence_stays_where_it_started():
    start = lines(np.linspace(-1, 1, 50)[:, None])
    seen, right = np.array([[0.5], [-0.5]]), np.array([[True] * PLACES, [False] * PLACES])

    fitted = fit_confidence(seen, right, np.ones(2), start)

    assert fitted.coefficients[:, :-1] == pytest.approx(start.coefficients[:, :-1], abs=0.02)
