// Fills the list of kelurahan as soon as a kecamatan is chosen. Without it, a button asks the server.
for (const kecamatan of document.querySelectorAll("select[data-kecamatan]")) {
  const form = kecamatan.form;
  const kelurahan = form.elements[kecamatan.dataset.kecamatan];
  for (const button of form.querySelectorAll("[data-list-button]")) button.hidden = true;
  const list = async () => {
    const asked = kecamatan.value;
    const answer = await fetch(`${form.dataset.kelurahanUrl}?kecamatan=${encodeURIComponent(asked)}`);
    if (!answer.ok || kecamatan.value !== asked) return;
    const { kelurahan: found } = await answer.json();
    const first = new Option(found.length ? "Pilih kelurahan" : "Pilih kecamatan dulu", "");
    const { last, lastWord } = kelurahan.dataset;
    const unknown = last && found.length ? [new Option(lastWord, last)] : [];
    kelurahan.replaceChildren(first, ...found.map((place) => new Option(place.name, place.code)), ...unknown);
  };
  kecamatan.addEventListener("change", list);
  const drawn = [...kecamatan.options].find((option) => option.defaultSelected) ?? kecamatan.options[0];
  if (kecamatan.value !== drawn?.value) list(); // chosen before this script came over a slow line
}
