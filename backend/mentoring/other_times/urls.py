from django.urls import path

from mentoring.other_times.api import OtherTimeView

urlpatterns = [path("other-times/<str:token>/", OtherTimeView.as_view())]
