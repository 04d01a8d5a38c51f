"""The addresses of the desk."""

from django.urls import path

from helpwell.desk.views import articles, categories, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", articles.articles, name="articles"),
    path("articles/selection/", articles.selection, name="article_selection"),
    path("articles/selection/former/", articles.former_states, name="article_former_states"),
    path("categories/", categories.categories, name="categories"),
]
