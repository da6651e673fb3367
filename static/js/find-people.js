// The search box in the header: "/" opens it from anywhere but a text input, Escape closes it.
const box = document.querySelector("[data-find-people]");
const input = box.querySelector("input[type=search]");

box.addEventListener("toggle", () => box.open && input.focus());

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && box.open) {
    box.open = false;
    box.querySelector("summary").focus();
  }
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.open = true;
});
