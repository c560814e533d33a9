// Everything within reach: Ctrl or Cmd and K open the search as a palette, and arrow keys walk through what it finds.

const link = document.querySelector("[data-search]");
const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[data-found]");
let asked = 0;

async function look() {
  const number = ++asked;
  const answer = await fetch(`/app/search?${new URLSearchParams({ q: input.value })}`);
  if (number !== asked || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...page.querySelector("#results").children);
  [...list.querySelectorAll("a.hit")].forEach((hit, index) => { hit.id = `hit-${index}`; hit.tabIndex = -1; });
  choose(list.querySelector("a.hit"));
}

function choose(hit) {
  list.querySelector("a.hit.chosen")?.classList.remove("chosen");
  hit?.classList.add("chosen");
  hit?.scrollIntoView({ block: "nearest" });
  if (hit) input.setAttribute("aria-activedescendant", hit.id); else input.removeAttribute("aria-activedescendant");
}

function open() {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  look();
}

if (link && dialog) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  let timer;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 120); });
  input.addEventListener("keydown", (event) => {
    const hits = [...list.querySelectorAll("a.hit")];
    const at = hits.findIndex((hit) => hit.classList.contains("chosen"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(hits[(at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      hits[at]?.click();
    }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
}
