"""URLs of the jobs app: the health of the portal."""

from django.urls import path

from okoce.jobs import views

app_name = "jobs"

urlpatterns = [
    path("sehat/", views.health, name="health"),
    path("sehat/web/", views.health_web, name="health-web"),
]
