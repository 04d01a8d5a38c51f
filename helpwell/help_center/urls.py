"""The addresses of the public pages."""

from django.urls import path

from helpwell.help_center import views

app_name = "help_center"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/search/", views.search, name="search"),
    path("<language:language>/articles/<str:slug>/", views.article, name="article"),
]
