"""Addresses of accounts and of the language switch."""

from django.urls import include, path

from permissions import views
from permissions.profile import ProfileView

urlpatterns = [
    path("accounts/profile/", ProfileView.as_view(), name="profile"),
    path("accounts/", include("allauth.account.urls")),
    path("language/", views.set_language, name="set_language"),
]
