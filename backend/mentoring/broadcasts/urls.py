from django.urls import path

from mentoring.broadcasts import api

urlpatterns = [
    path("broadcasts/", api.BroadcastsView.as_view()),
    path("broadcasts/preview/", api.BroadcastPreviewView.as_view()),
    path("broadcasts/<int:broadcast_id>/stop/", api.StopBroadcastView.as_view()),
]
