"""The addresses of the desk."""

from django.urls import path

from helpwell.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
