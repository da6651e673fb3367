app_name = "bazaars"

urlpatterns = []
