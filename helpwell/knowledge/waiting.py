"""Imports and exports wait as rows; whoever sees to them can be told at once."""

from helpwell.base.hurry import Hurry

hurry = Hurry()
