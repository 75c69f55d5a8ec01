from django.urls import path

from directory import api

urlpatterns = [
    path("topics/", api.TopicsView.as_view()),
    path("colleagues/", api.ColleaguesView.as_view()),
    path("experts/", api.ExpertsView.as_view()),
    path("experts/<int:pk>/", api.ExpertView.as_view()),
]
