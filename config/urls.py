"""Addresses: accounts and language, the administration, and the pages of the site."""

from django.contrib import admin
from django.urls import include, path

from workflows.urls import site
from workflows.views.certificates import CodeView, VerifyView

urlpatterns = [
    path("", include("permissions.urls")),
    path("", include("documents.urls")),
    path("admin/", admin.site.urls),
    path("verify/", CodeView.as_view(), name="verify_code"),
    path("verify/<str:code>/", VerifyView.as_view(), name="verify"),
    path("", site.urls),
]
