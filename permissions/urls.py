"""Addresses of accounts and of the language switch."""

from django.urls import include, path

from permissions import views

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("language/", views.set_language, name="set_language"),
]
