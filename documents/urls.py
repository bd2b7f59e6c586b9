"""Addresses that uploads go to ahead of their form."""

from django.urls import path

from documents.tus import UploadsView, UploadView

urlpatterns = [
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<str:token>/", UploadView.as_view(), name="upload"),
]
