"""The addresses of the desk."""

from django.urls import include, path

from helpwell.desk import conversation_urls, office_urls
from helpwell.desk.views import (
    article,
    article_settings,
    articles,
    categories,
    files,
    links,
    moving,
    palette,
    publication,
    revisions,
    translations,
    trial,
)

app_name = "desk"

in_one_language = [
    path("", article.article, name="article"),
    path("draft/", article.draft, name="article_draft"),
    path("conflict/", article.conflict, name="article_conflict"),
    path("publication/", publication.publication, name="article_publication"),
    path("schedule/", publication.schedule, name="article_schedule"),
    path("archive/", publication.archive, name="article_archive"),
    path("deletion/", publication.deletion, name="article_deletion"),
    path("preview/", publication.preview, name="article_preview"),
    path("revisions/", revisions.revisions, name="article_revisions"),
    path("revisions/<int:number>/", revisions.revision, name="article_revision"),
    path("revisions/<int:number>/restoration/", revisions.restoration, name="article_restoration"),
    path("translation/", translations.translation, name="article_translation"),
    path("catching-up/", translations.catching_up, name="article_catching_up"),
    path("settings/", article_settings.settings, name="article_settings"),
    path("phrasings/", article_settings.phrasings, name="article_phrasings"),
    path("standing/", article_settings.standing, name="article_standing"),
    path("review/", article_settings.review, name="article_review"),
    path("related/<int:article_id>/", article_settings.related, name="article_related"),
    path("trial/", trial.trial, name="article_trial"),
    path("links/", links.links, name="article_links"),
    path("files/", files.files, name="article_files"),
    path("files/listed/", files.listed, name="article_files_listed"),
    path("files/<uuid:public_id>/", files.file, name="article_file"),
]

urlpatterns = [
    path("", include(office_urls)),
    path("conversations/", include(conversation_urls)),
    path("palette/", palette.palette, name="palette"),
    path("articles/", articles.articles, name="articles"),
    path("articles/selection/", articles.selection, name="article_selection"),
    path("articles/selection/former/", articles.former_states, name="article_former_states"),
    path("articles/<int:pk>/", article.any_language, name="article_any"),
    path("articles/<int:pk>/<language:language>/", include(in_one_language)),
    path("moving/", moving.moving, name="moving"),
    path("moving/imports/<int:pk>/", moving.report, name="import"),
    path("moving/imports/<int:pk>/left-out/", moving.rows_left_out, name="import_left_out"),
    path("moving/export/", moving.export, name="export"),
    path("moving/export/<int:pk>/", moving.export_file, name="export_file"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<int:pk>/", categories.category, name="category"),
    path("categories/<int:pk>/position/", categories.position, name="category_position"),
    path("categories/<int:pk>/deletion/", categories.deletion, name="category_deletion"),
]
