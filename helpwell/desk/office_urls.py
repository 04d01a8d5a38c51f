"""The addresses of the office: what customers say and ask, what they are told, people and settings."""

from django.urls import path

from helpwell.desk.views import account, gaps, home, mails, notices, people, reviews, settings, synonyms

urlpatterns = [
    path("", home.home, name="home"),
    path("first-steps/", home.first_steps, name="first_steps"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/articles/", reviews.due, name="reviews_due"),
    path("reviews/articles/<int:pk>/confirmation/", reviews.confirmation, name="review_confirmation"),
    path("reviews/<int:pk>/settlement/", reviews.settlement, name="vote_settlement"),
    path("reviews/<int:pk>/assignee/", reviews.assignee, name="vote_assignee"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/searches/", gaps.searches, name="searches"),
    path("gaps/searches/gap/", gaps.search_as_gap, name="search_as_gap"),
    path("gaps/<int:pk>/", gaps.gap, name="gap"),
    path("gaps/<int:pk>/answer/", gaps.answer, name="gap_answer"),
    path("gaps/<int:pk>/article/", gaps.article, name="gap_article"),
    path("gaps/<int:pk>/synonym/", gaps.synonym, name="gap_synonym"),
    path("gaps/<int:pk>/settlement/", gaps.settlement, name="gap_settlement"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/<int:pk>/", synonyms.synonym, name="synonym"),
    path("synonyms/<int:pk>/status/", synonyms.status, name="synonym_status"),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", notices.new, name="notice_new"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/end/", notices.end, name="notice_end"),
    path("settings/", settings.settings, name="settings"),
    path("settings/languages/", settings.languages, name="settings_languages"),
    path("settings/mail-test/", settings.mail_test, name="settings_mail_test"),
    path("settings/<slug:part>/", settings.part, name="settings_part"),
    path("people/", people.people, name="people"),
    path("people/invitations/", people.invitations, name="invitations"),
    path("people/invitations/<int:pk>/withdrawal/", people.withdrawal, name="invitation_withdrawal"),
    path("people/<int:pk>/role/", people.role, name="person_role"),
    path("people/<int:pk>/access/", people.access, name="person_access"),
    path("mails/", mails.mails, name="mails"),
    path("mails/<int:pk>/retry/", mails.retry, name="mail_retry"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.sessions, name="account_sessions"),
]
