"""The addresses of the chat."""

from django.urls import path

from helpwell.channels.chat.views import files, frames

app_name = "chat"
urlpatterns = [
    path("files/<str:token>", files.file, name="file"),
    path("<slug:key>/frames/", frames.frames, name="frames"),
]
