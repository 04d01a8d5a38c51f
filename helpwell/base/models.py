"""The models of this room."""

from helpwell.base.site import Site
from helpwell.base.web_page import WebPage

__all__ = ["Site", "WebPage"]
