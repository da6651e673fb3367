// The meeting on the projector: a key follows the link that names it. While something is typed, keys only type.
const links = new Map([...document.querySelectorAll("a[data-key]")].map((link) => [link.dataset.key, link]));

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const link = links.get({ PageDown: "ArrowRight", PageUp: "ArrowLeft" }[key] ?? key);
  if (!link) return;
  event.preventDefault();
  const target = link.hash && document.querySelector(link.hash);
  if (!target) location.assign(link.href);
  else target.closest("div").querySelector("form input:not([type=hidden])").focus();
});
