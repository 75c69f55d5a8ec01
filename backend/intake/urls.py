from django.urls import path

from intake import api

urlpatterns = [
    path("imports/preview/", api.ImportPreviewView.as_view()),
    path("imports/", api.ImportView.as_view()),
]
