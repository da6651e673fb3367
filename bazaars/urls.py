from django.urls import path

from bazaars.views import bazaars

app_name = "bazaars"

urlpatterns = [
    path("bazar/", bazaars.list_bazaars, name="bazaars-list"),
    path("bazar/<int:pk>/", bazaars.show_bazaar, name="bazaars-detail"),
]
