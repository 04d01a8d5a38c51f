"""Pictures and files of articles."""

from django.urls import path

from helpwell.knowledge import files

urlpatterns = [path("files/<uuid:public_id>/<str:name>", files.attachment, name="attachment")]
