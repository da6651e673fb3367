// A tick list whose rows save themselves: what could not be saved goes back to what is stored, and says so.
for (const form of document.querySelectorAll("[data-ticks]")) {
  form.addEventListener("htmx:afterRequest", (event) => {
    const row = event.target.closest("[data-ticks-row]");
    if (!row) return;
    const place = row.querySelector(".tick-saved");
    const isRefused = Boolean(place.querySelector("[data-ticks-refused]"));
    if (event.detail.successful && !isRefused) return;
    row.querySelector("[name=present]").checked = Boolean(place.querySelector("[name=shown_present]"));
    for (const card of row.querySelectorAll("[name=checked], [name=checked_shown]")) card.checked = false;
    if (isRefused) return;
    place.querySelector("span")?.remove();
    place.append(Object.assign(document.createElement("span"), {
      className: "tick-refused", textContent: "Belum tersimpan. Periksa sambungan, lalu centang lagi.",
    }));
  });
}
