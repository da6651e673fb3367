"""Logging in, codes to addresses, and roles offered and ended."""

from allauth.account.forms import LoginForm as PasswordLoginForm
from django import forms

from okoce.accounts import passwords
from okoce.accounts.actions.invitations import check_invitation, holder_of
from okoce.accounts.addresses import PHONE, code_channel, read
from okoce.accounts.grants import grantable_roles
from okoce.accounts.models import Invitation, RoleAssignment
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.fields.columns import of_column
from okoce.regions import places
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


class AddressForm(forms.Form):
    """An address that a code is sent to."""

    use_required_attribute = False

    address = forms.CharField(
        label="Surel",
        max_length=254,
        error_messages={"required": "Isi alamat surel Anda."},
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "inputmode": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if code_channel(PHONE):
            field = self.fields["address"]
            field.label, field.widget.attrs = "Surel atau nomor HP", {"autocomplete": "username"}
            field.error_messages["required"] = "Isi surel atau nomor HP Anda."

    def clean_address(self):
        address = read(self.cleaned_data["address"])
        if address is None or not address.channel:
            raise forms.ValidationError(f"{self.fields['address'].label} ini salah ketik; periksa lagi.")
        return address.value


class RecoverForm(forms.Form):
    """Whatever people remember of their account."""

    use_required_attribute = False

    login = forms.CharField(
        label="Nomor pendaftaran, nomor HP, atau surel",
        max_length=254,
        error_messages={"required": "Isi nomor pendaftaran, nomor HP, atau surel Anda."},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class CodeForm(forms.Form):
    """The six digits of a code."""

    use_required_attribute = False

    code = forms.CharField(
        label="Kode 6 angka",
        max_length=20,
        error_messages={"required": "Isi kode enam angka yang Anda terima."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "width-4"}),
    )

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split())


class NewPasswordForm(forms.Form):
    """A password in place of a forgotten one; its account judges it."""

    use_required_attribute = False

    password = forms.CharField(
        label="Kata sandi baru",
        max_length=128,
        strip=False,
        help_text="Paling sedikit 8 huruf atau angka; akun petugas paling sedikit 12.",
        error_messages={"required": "Buat kata sandi baru."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "width-20"}),
    )


class InvitationForm(forms.ModelForm):
    """A role offered to an address. `by` is who invites."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "role", "region", "ends_at"]
        formfield_callback = of_column
        labels = {"name": "Nama (bila belum punya akun)"}
        help_texts = {"ends_at": "Kosongkan bila perannya tidak berbatas waktu."}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        offered = grantable_roles(by)
        self.fields["role"].choices = [("", "Pilih peran")] + [(r.value, r.label) for r in Role if r in offered]
        self.fields["region"].queryset = self.fields["region"].queryset.exclude(level=Region.Level.KELURAHAN)
        self.fields["region"].label_from_instance = lambda region: places.named(region.pk)
        self.fields["name"].required = False

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_ends_at(self):
        if (ends_at := self.cleaned_data["ends_at"]) and ends_at <= now():
            raise forms.ValidationError("Peran tidak bisa berakhir di waktu yang sudah lewat; pilih waktu lain.")
        return ends_at

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        self.holder = holder_of(data["email"])
        if self.holder:
            self.instance.name = data["name"] = self.holder.name
        elif not data["name"]:
            self.add_error("name", "Surel ini belum punya akun; isi nama orang yang diundang.")
            return data
        asked = {name: data[name] for name in ("email", "name", "role", "region", "ends_at")}
        check_invitation(Invitation(**asked), by=self.by)
        return data


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
