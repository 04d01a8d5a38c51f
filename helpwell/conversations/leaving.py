"""Replies wait as rows to be brought to the customer; whoever brings them can be told at once."""

from helpwell.base.hurry import Hurry

hurry = Hurry()
