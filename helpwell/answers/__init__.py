"""The only room that talks to `answer_engine`: ask, suggest, complete, and the log of every question."""
