"""Signing in and out, a second factor, one's own account."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
