"""The addresses of the public pages."""

from django.urls import path

from helpwell.help_center.views import article, category, home, questions, search, seo, votes

app_name = "help_center"
urlpatterns = [
    path("", home.welcome, name="welcome"),
    path("robots.txt", seo.robots, name="robots"),
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", seo.sitemap_part, name="sitemap_part"),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/search/", search.search, name="search"),
    path("<language:language>/search/rows/", search.rows, name="rows"),
    path("<language:language>/questions/", questions.questions, name="questions"),
    path("<language:language>/categories/<str:slug>/", category.category, name="category"),
    path("<language:language>/articles/", category.articles, name="articles"),
    path("<language:language>/articles/<str:slug>/", article.article, name="article"),
    path("<language:language>/articles/<str:slug>/votes/", votes.votes, name="votes"),
    path("<language:language>/a/<path:public_id>", article.article_by_id, name="article_by_id"),
]
