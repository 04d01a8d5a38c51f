"""Mails wait as rows; whoever hands them to the mail server can be told at once."""

from helpwell.base.hurry import Hurry

hurry = Hurry()
