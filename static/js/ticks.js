// A long tick list on a phone: search by name, and a running count.
for (const form of document.querySelectorAll("[data-ticks]")) {
  const rows = [...form.querySelectorAll("[data-ticks-row]")];
  const count = form.querySelector("[data-ticks-count]");
  const search = form.querySelector("[data-ticks-search]");

  form.addEventListener("change", () => {
    if (count) count.textContent = form.querySelectorAll("[name=present]:checked").length;
  });

  search.hidden = false;
  const box = search.querySelector("input");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
