from django.urls import path

from mentoring.templates import api

ONE = "programmes/<slug:slug>/templates/<str:about>/<str:kind>/<str:channel>/<str:language>/"

urlpatterns = [
    path("programmes/<slug:slug>/templates/", api.TemplatesView.as_view()),
    path(ONE, api.TemplateView.as_view()),
    path(f"{ONE}restore/", api.TemplateRestoreView.as_view()),
    path(f"{ONE}preview/", api.TemplatePreviewView.as_view()),
]
