// What a page tells those who cannot see it change, and the buttons that copy a field.

const status = document.body.appendChild(Object.assign(document.createElement("p"), { className: "sr" }));
status.setAttribute("role", "status");

export const say = (text) => { status.textContent = text; };

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  const label = button.dataset.label ??= button.textContent;
  try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
  button.textContent = "Copied";
  say("Copied");
  setTimeout(() => { button.textContent = label; say(""); }, 2000);
});
