"""From which confidence on an answer is shown to somebody who has not searched; needs no database."""

PLAUSIBLE = 0.15
