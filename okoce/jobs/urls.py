from django.urls import path

from okoce.jobs import views

app_name = "jobs"

urlpatterns = [path("sehat/", views.health, name="health")]
