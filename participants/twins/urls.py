"""Addresses of twins."""

urlpatterns = []
