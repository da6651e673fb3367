from allauth.account.forms import LoginForm as PasswordLoginForm
from django import forms


class LoginForm(PasswordLoginForm):
    """One field for whatever people remember."""

    field_order = ["login", "password", "remember"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Nomor HP, surel, atau nomor pendaftaran",
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        )
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = "Ingat saya di perangkat ini"
        self.order_fields(self.field_order)

    def user_credentials(self):
        return {"login": self.cleaned_data["login"], "password": self.cleaned_data["password"]}
