from django.urls import path

from networking.floors.api.pictures import FloorPictureDeskView, FloorPictureView

urlpatterns = [
    path("events/<slug:slug>/floor-picture/", FloorPictureView.as_view()),
    path("event-desk/<slug:slug>/floor-picture/", FloorPictureDeskView.as_view()),
]
