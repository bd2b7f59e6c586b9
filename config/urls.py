"""Addresses: accounts and language, the administration, and the pages of the site."""

from django.contrib import admin
from django.urls import include, path

from workflows.urls import site

urlpatterns = [
    path("", include("permissions.urls")),
    path("admin/", admin.site.urls),
    path("", site.urls),
]
