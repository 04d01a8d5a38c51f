"""The addresses of the chat."""

from django.urls import path

from helpwell.channels.chat.views import files, frames, invitations, reading, script

app_name = "chat"
urlpatterns = [
    path("widget.js", script.script, name="script"),
    path("files/<str:token>", files.file, name="file"),
    path("<slug:key>/welcome/", reading.welcome, name="welcome"),
    path("<slug:key>/answers/", reading.answers, name="answers"),
    path("<slug:key>/questions/", reading.questions, name="questions"),
    path("<slug:key>/articles/<path:public_id>", reading.article, name="article"),
    path("<slug:key>/invitations/", invitations.invitations, name="invitations"),
    path("<slug:key>/invitations/<int:pk>/", invitations.invited, name="invited"),
    path("<slug:key>/frames/", frames.frames, name="frames"),
]
