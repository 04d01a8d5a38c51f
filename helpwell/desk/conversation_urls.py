"""The addresses of the desk where agents answer."""

from django.urls import include, path

from helpwell.desk.views import (
    conversation,
    conversation_search,
    conversations,
    hands,
    macros,
    private_links,
    replies,
    saved_views,
    states,
    suggestions,
)

of_one = [
    path("", conversation.conversation, name="conversation"),
    path("news/", conversation.conversation_news, name="conversation_news"),
    path("files/<uuid:public_id>/", conversation.attachment, name="conversation_file"),
    path("replies/", replies.replies, name="conversation_replies"),
    path("notes/", replies.notes, name="conversation_notes"),
    path("suggestions/", suggestions.suggestions, name="conversation_suggestions"),
    path("answers/", suggestions.answers, name="conversation_answers"),
    path("draft/", replies.draft, name="conversation_draft"),
    path("messages/<int:message_pk>/approval/", replies.approval, name="conversation_approval"),
    path("messages/<int:message_pk>/contradiction/", replies.contradiction, name="conversation_contradiction"),
    path("messages/<int:message_pk>/delivery/", replies.delivery, name="conversation_delivery"),
    path("resolution/", states.resolution, name="conversation_resolution"),
    path("sleep/", states.sleep, name="conversation_sleep"),
    path("spam/", states.spam, name="conversation_spam"),
    path("assistance/", states.assistance, name="conversation_assistance"),
    path("sensitivity/", states.sensitivity, name="conversation_sensitivity"),
    path("links/", private_links.links, name="conversation_links"),
    path("merger/", states.merger, name="conversation_merger"),
    path("hands/", hands.hands, name="conversation_hands"),
    path("topic/", hands.topic, name="conversation_topic"),
    path("tags/", hands.tags, name="conversation_tags"),
    path("macros/<int:macro_pk>/", macros.of_conversation, name="conversation_macro"),
    path("priority/", hands.priority, name="conversation_priority"),
]

urlpatterns = [
    path("", conversations.conversations, name="conversations"),
    path("search/", conversation_search.conversation_search, name="conversation_search"),
    path("rows/", conversations.rows, name="conversation_rows"),
    path("filters/", saved_views.filters, name="conversation_filters"),
    path("views/", saved_views.saved_views, name="saved_views"),
    path("views/new/", saved_views.new, name="saved_view_new"),
    path("views/<int:view_pk>/", saved_views.saved_view, name="saved_view"),
    path("views/<int:view_pk>/place/", saved_views.place, name="saved_view_place"),
    path("views/<int:view_pk>/presence/", saved_views.presence, name="saved_view_presence"),
    path("news/", conversations.news, name="conversations_news"),
    path("selection/", conversations.selection, name="conversation_selection"),
    path("selection/former/", conversations.former_states, name="conversation_former_states"),
    path("<int:pk>/", include(of_one)),
]
