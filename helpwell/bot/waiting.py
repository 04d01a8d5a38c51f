"""Messages wait for the bot as rows; whoever looks at them can be told at once."""

from helpwell.base.hurry import Hurry

hurry = Hurry()
