"""Logging in, and roles given and ended."""

from allauth.account.forms import LoginForm as PasswordLoginForm
from django import forms
from django.core.validators import validate_email

from okoce.accounts import passwords
from okoce.accounts.actions import check_grant, grantable_roles
from okoce.accounts.logins import find_user
from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.fields.columns import of_column
from okoce.regions.models import Region


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
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Ingat saya di perangkat ini"
        self.order_fields(self.field_order)

    def login(self, request, redirect_url=None):
        passwords.note_weakness(request, self.user, self.cleaned_data["password"])
        return super().login(request, redirect_url=redirect_url)

    def user_credentials(self):
        return {"login": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class GrantForm(forms.ModelForm):
    """A role for somebody named by phone or e-mail; nobody browses the accounts of citizens for it."""

    login = forms.CharField(
        label="Nomor HP atau surel",
        max_length=254,
        help_text="Orang yang belum punya akun diundang lewat surel: isi surel dan namanya.",
    )
    name = forms.CharField(label="Nama", max_length=120, required=False, help_text="Hanya untuk akun baru.")

    class Meta:
        model = RoleAssignment
        fields = ["role", "region", "starts_at", "ends_at"]
        formfield_callback = of_column

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = grantable_roles(self.by)
        self.fields["role"].choices = [("", "Pilih peran")] + [(r.value, r.label) for r in Role if r in offered]
        self.fields["region"].queryset = self.fields["region"].queryset.exclude(level=Region.Level.KELURAHAN)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        self.instance.user = find_user(data["login"]) or self._new_account(data)
        asked = {name: data[name] for name in ("role", "region", "starts_at", "ends_at")}
        check_grant(RoleAssignment(user=self.instance.user, **asked), by=self.by)
        return data

    def _new_account(self, data):
        if "@" not in data["login"] or not data["name"]:
            raise forms.ValidationError(
                "Akun dengan nomor atau surel ini belum ada; isi surel dan nama untuk membuatnya."
            )
        validate_email(data["login"])
        return User(name=data["name"], email=data["login"])


class EndForm(forms.ModelForm):
    """When a role ends: now, unless something else is typed."""

    class Meta:
        model = RoleAssignment
        fields = ["ends_at"]
        formfield_callback = of_column

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "ends_at" in self.fields:
            self.fields["ends_at"].required = True
            self.fields["ends_at"].help_text = "Waktu Jakarta (WIB). Saat itu semua perangkat akun ini keluar."
            self.initial["ends_at"] = self.instance.ends_at or now()

    def clean_ends_at(self):
        if self.instance.ends_at and self.instance.ends_at <= now():
            raise forms.ValidationError("Penugasan ini sudah berakhir; beri penugasan baru bila perlu.")
        if self.cleaned_data["ends_at"] < self.instance.starts_at:
            raise forms.ValidationError("Penugasan tidak bisa berakhir sebelum mulai; pilih waktu lain.")
        return self.cleaned_data["ends_at"]
