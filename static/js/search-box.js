// Select2 draws a search box of its own without the label of the field, and calls its text a field: give it the label.
// Django draws it in a callback of jQuery's; ours is queued behind that one.
addEventListener("load", () => django.jQuery(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const text = document.getElementById(`select2-${select.id}-container`);
    const label = select.labels[0];
    if (!text || !label) continue;
    label.id ||= `${select.id}_label`;
    text.removeAttribute("role");
    text.removeAttribute("aria-readonly");
    text.closest("[role=combobox]").setAttribute("aria-labelledby", `${label.id} ${text.id}`);
  }
}));
