// Suggests kinds of business while one types what it is. Without it, a button asks the server.
for (const trade of document.querySelectorAll("input[data-trade]")) {
  const form = trade.form;
  const place = document.getElementById(trade.dataset.trade);
  let waiting;
  let shownFor = trade.defaultValue.trim();
  for (const button of form.querySelectorAll("[data-trade-button]")) button.hidden = true;

  const choice = ({ value, label }, number, chosen) => {
    const row = document.createElement("div");
    row.className = "form-check";
    const input = Object.assign(document.createElement("input"), {
      type: "radio", name: "business_class", value, id: `id_business_class_${number}`, className: "form-check-input",
    });
    input.checked = value === chosen;
    const words = Object.assign(document.createElement("label"), {
      className: "form-check-label", htmlFor: input.id, textContent: label,
    });
    row.append(input, words);
    return row;
  };

  const suggest = async () => {
    const typed = trade.value.trim();
    if (typed.length < 3 || typed === shownFor) return;
    const answer = await fetch(`${form.dataset.tradeUrl}?kata=${encodeURIComponent(typed)}`);
    if (!answer.ok || trade.value.trim() !== typed) return;
    const { choices } = await answer.json();
    const chosen = place.querySelector(":checked")?.value;
    const old = [...place.querySelectorAll(".form-check")];
    const list = old[0].parentElement;
    for (const row of old) row.remove();
    list.prepend(...choices.map((each, number) => choice(each, number, chosen)));
    place.hidden = false;
    shownFor = typed;
  };

  trade.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 300); });
  trade.addEventListener("change", suggest);
  suggest(); // for what was typed before this script came over a slow line
}
