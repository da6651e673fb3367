"""Addresses of merges."""

urlpatterns = []
