"""The models of this room."""

from helpwell.base.site import Site

__all__ = ["Site"]
