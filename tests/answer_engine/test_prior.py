import numpy as np

from answer_engine.confidence import SIGNS
from answer_engine.prior import shipped_prior
from answer_engine.train_prior import UNHEARD


def test_a_site_that_begins_is_as_sure_whether_its_articles_are_long_or_short():
    start = shipped_prior().cold.calibration
    unlike_long_texts = np.zeros((1, len(SIGNS)))
    like_short_texts = unlike_long_texts.copy()
    like_short_texts[:, UNHEARD] = 0.5

    sure = start.chances(np.concatenate([unlike_long_texts, like_short_texts]))

    assert sure[0].tolist() == sure[1].tolist()
