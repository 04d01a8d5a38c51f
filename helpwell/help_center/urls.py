"""The addresses of the public pages."""

from django.urls import path

from helpwell.help_center.views import (
    article,
    category,
    contact,
    conversation,
    embed,
    feed,
    home,
    questions,
    search,
    seo,
    votes,
)

app_name = "help_center"
urlpatterns = [
    path("", home.welcome, name="welcome"),
    path("robots.txt", seo.robots, name="robots"),
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", seo.sitemap_part, name="sitemap_part"),
    path("embed/contact.js", embed.script, name="embed_script"),
    path("embed/contact/", embed.form, name="embed_form"),
    path("<language:language>/", home.home, name="home"),
    path("<language:language>/feed.xml", feed.feed, name="feed"),
    path("<language:language>/search/", search.search, name="search"),
    path("<language:language>/search/rows/", search.rows, name="rows"),
    path("<language:language>/questions/", questions.questions, name="questions"),
    path("<language:language>/categories/<str:slug>/", category.category, name="category"),
    path("<language:language>/articles/", category.articles, name="articles"),
    path("<language:language>/articles/<str:slug>/", article.article, name="article"),
    path("<language:language>/articles/<str:slug>/votes/", votes.votes, name="votes"),
    path("<language:language>/contact/", contact.contact, name="contact"),
    path("<language:language>/contact/answers/", contact.answers, name="contact_answers"),
    path("<language:language>/contact/questions/", contact.asked, name="contact_questions"),
    path("<language:language>/contact/sent/<str:token>/", contact.sent, name="sent"),
    path("<language:language>/conversations/<str:token>/", conversation.conversation, name="conversation"),
    path("<language:language>/conversations/<str:token>/messages/", conversation.messages, name="messages"),
    path("<language:language>/conversations/<str:token>/rating/", conversation.rating, name="rating"),
    path("<language:language>/conversations/<str:token>/fresh/", conversation.fresh_link, name="fresh_link"),
    path("<language:language>/conversations/<str:token>/files/<uuid:public_id>/", conversation.file, name="file"),
    path("<language:language>/a/<path:public_id>", article.article_by_id, name="article_by_id"),
]
