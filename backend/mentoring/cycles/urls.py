from django.urls import path

from mentoring.cycles.api import cycles, files, runs, wishes

urlpatterns = [
    path("cycles/", cycles.CyclesView.as_view()),
    path("cycles/<int:cycle_id>/", cycles.CycleView.as_view()),
    path("cycles/<int:cycle_id>/end/", cycles.EndCycleView.as_view()),
    path("cycles/<int:cycle_id>/answers/", cycles.CycleAnswersView.as_view()),
    path("cycles/<int:cycle_id>/left-alone/", cycles.LeftAloneView.as_view()),
    path("cycles/<int:cycle_id>/remind/", cycles.RemindCycleView.as_view()),
    path("cycles/<int:cycle_id>/wish/", wishes.CycleWishView.as_view()),
    path("cycles/<int:cycle_id>/pin/", cycles.PinView.as_view()),
    path("cycles/<int:cycle_id>/unpin/", cycles.UnpinView.as_view()),
    path("cycles/<int:cycle_id>/lock/", cycles.LockView.as_view()),
    path("cycles/<int:cycle_id>/runs/", runs.RunsView.as_view()),
    path("pairing-runs/<int:run_id>/", runs.RunView.as_view()),
    path("pairing-runs/<int:run_id>/cancel/", runs.CancelRunView.as_view()),
    path("pairing-runs/<int:run_id>/publish/", runs.PublishRunView.as_view()),
    path("pairing-runs/<int:run_id>/why/", runs.WhyView.as_view()),
    path("pairing-runs/<int:run_id>/against/<int:other_id>/", runs.RunDifferenceView.as_view()),
    path("pairing-runs/<int:run_id>/export.json", files.RunExportView.as_view()),
    path("pairing-runs/<int:run_id>/export.csv", files.RunSpreadsheetView.as_view()),
]
