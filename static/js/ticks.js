// A tick list whose rows save themselves, each under an id of its own, so that a mark that is sent again is known.
// What could not be sent waits in this browser as ids and times, for the same officer only, and goes with the next page.
const read = (key) => JSON.parse(localStorage.getItem(key) ?? "[]");
const write = (key, marks) => {
  if (marks.length) localStorage.setItem(key, JSON.stringify(marks));
  else localStorage.removeItem(key);
};
const say = (row, text) => {
  const place = row.querySelector(".tick-saved");
  place.querySelector("span")?.remove();
  place.append(Object.assign(document.createElement("span"), { className: "tick-refused", textContent: text }));
};
const clearCards = (row) => {
  for (const card of row.querySelectorAll("[name=checked], [name=checked_shown]")) card.checked = false;
};

for (const form of document.querySelectorAll("[data-ticks]")) {
  const key = form.dataset.kept && `hadir-${form.dataset.kept}`;
  const sent = new Map();

  form.addEventListener("htmx:configRequest", (event) => {
    const row = event.target.closest("[data-ticks-row]");
    if (!row) return;
    const mark = { id: crypto.randomUUID?.(), seat: Number(row.dataset.ticksRow), at: new Date().toISOString() };
    if (!mark.id) return;
    mark.present = row.querySelector("[name=present]").checked;
    event.detail.parameters.mark_id = mark.id;
    event.detail.parameters.at = mark.at;
    sent.set(row, mark);
  });

  form.addEventListener("htmx:afterRequest", (event) => {
    const row = event.target.closest("[data-ticks-row]");
    if (!row) return;
    const { successful, xhr } = event.detail;
    const isRefused = Boolean(row.querySelector(".tick-saved [data-ticks-refused]"));
    const loggedOut = successful && Boolean(xhr.getResponseHeader("HX-Redirect"));
    if (successful && !isRefused && !loggedOut) return;
    const mark = sent.get(row);
    if (key && mark && !isRefused && (loggedOut || !xhr.status)) {
      write(key, [...read(key), mark]);
      clearCards(row);
      say(row, "Menunggu di HP ini; dikirim begitu ada sambungan. Centang KTP diulang nanti.");
      return;
    }
    row.querySelector("[name=present]").checked = Boolean(row.querySelector(".tick-saved [name=shown_present]"));
    clearCards(row);
    if (!isRefused) say(row, "Belum tersimpan. Periksa sambungan, lalu centang lagi.");
  });

  const send = async () => {
    const marks = key ? read(key) : [];
    if (!marks.length) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("marks", JSON.stringify(marks));
    const answer = await fetch(form.dataset.keptUrl, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 409)) return;
    if (answer.status === 409) {
      const note = Object.assign(document.createElement("p"), { className: "tick-refused", textContent: (await answer.json()).refusal });
      form.prepend(note);
      return;
    }
    const known = new Set(marks.map((mark) => mark.id));
    write(key, read(key).filter((mark) => !known.has(mark.id)));
    location.reload();
  };
  addEventListener("online", send);
  send();
}
