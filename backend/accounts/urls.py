from django.urls import path

from accounts import api

urlpatterns = [
    path("me/", api.MeView.as_view()),
    path("me/tokens/", api.PersonalTokensView.as_view()),
    path("me/tokens/<str:token_id>/", api.PersonalTokenView.as_view()),
]
