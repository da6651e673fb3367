// Rows of a list that are ticked for an action: all of the page at once, a range with Shift, and those of other pages.
const rows = [...document.querySelectorAll("input.action-select")];
const all = document.querySelector("[data-row-ticks-all]");
if (all && rows.length) {
  const count = document.querySelector("[data-row-ticks-count]");
  const across = document.querySelector("[data-row-ticks-across]");
  let last = null;

  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    for (const row of rows) row.closest("tr").classList.toggle("selected", row.checked);
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && !all.checked;
    count.textContent = `${ticked} dari ${rows.length} dipilih`;
    if (!across) return;
    across.hidden = !all.checked;
    if (!all.checked) across.firstElementChild.checked = false;
  };

  all.hidden = false;
  all.addEventListener("change", () => { for (const row of rows) row.checked = all.checked; show(); });
  for (const row of rows) {
    row.addEventListener("click", (event) => {
      const [from, to] = [rows.indexOf(last), rows.indexOf(row)].sort((one, other) => one - other);
      if (event.shiftKey && from >= 0) for (const between of rows.slice(from, to)) between.checked = row.checked;
      last = row;
      show();
    });
  }
  addEventListener("pageshow", show);
}
