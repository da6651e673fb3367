// Shows a part of a form only when the radio button that makes it needed is chosen.
for (const part of document.querySelectorAll("[data-revealed-by]")) {
  const form = part.closest("form");
  const show = () => { part.hidden = form.elements[part.dataset.revealedBy].value !== part.dataset.when; };
  form.addEventListener("change", show);
  show();
}
