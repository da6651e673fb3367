"""What people change themselves of how they are reached and where they live."""

from participants.people.forms import ContactForm


class OwnContactForm(ContactForm):
    """An officer's form with the words of its owner. `area` is the kecamatan of the home."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        home = self.fields["kelurahan"]
        home.choices = [(code, label.partition(",")[0]) for code, label in home.choices]
        home.help_text = "Berlaku mulai hari ini; capaian sebelumnya tetap tercatat di tempat lama."
        home.error_messages["invalid_choice"] = "Pilih kelurahan di kecamatan Anda, atau minta pindah dari Data saya."
        self.fields["email"].help_text = "Untuk mengabari Anda. Boleh dikosongkan."
        for name in ("rt", "rw"):
            self.fields[name].widget.attrs["class"] = "width-2"
        for name, hint in {"phone": "tel", "email": "email", "street": "street-address"}.items():
            self.fields[name].widget.attrs["autocomplete"] = hint
