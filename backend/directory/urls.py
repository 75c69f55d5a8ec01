from directory import api
from django.urls import path

urlpatterns = [
    path("topics/", api.TopicsView.as_view()),
    path("experts/", api.ExpertsView.as_view()),
    path("experts/<int:pk>/", api.ExpertView.as_view()),
]
