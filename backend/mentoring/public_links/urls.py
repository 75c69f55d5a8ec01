from django.urls import path

from mentoring.public_links.api import keeping, visiting

urlpatterns = [
    path("public-links/", keeping.PublicLinksView.as_view()),
    path("public-links/<int:link_id>/revoke/", keeping.PublicLinkRevokeView.as_view()),
    path("open-hours/<str:token>/", visiting.OpenHoursView.as_view()),
    path("open-hours/<str:token>/sessions/", visiting.OpenHoursSessionsView.as_view()),
]
