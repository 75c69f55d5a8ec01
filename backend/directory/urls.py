from django.urls import path

from directory import api
from directory.own import api as own
from directory.taxonomy import api as taxonomy

urlpatterns = [
    path("topics/", taxonomy.TopicsView.as_view()),
    path("topics/<slug:topic>/", taxonomy.TopicView.as_view()),
    path("topics/<slug:topic>/uses/", taxonomy.TopicUsesView.as_view()),
    path("topics/<slug:topic>/merge/", taxonomy.TopicMergeView.as_view()),
    path("me/company/", own.OwnCompanyView.as_view()),
    path("me/conflicts/", own.OwnConflictsView.as_view()),
    path("startups/", api.StartupsView.as_view()),
    path("colleagues/", api.ColleaguesView.as_view()),
    path("experts/", api.ExpertsView.as_view()),
    path("experts/<int:pk>/", api.ExpertView.as_view()),
]
