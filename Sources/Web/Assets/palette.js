// Everything within reach: Ctrl or Cmd and K open the search as a palette, and arrow keys walk through what it finds.

const link = document.querySelector("[data-search]");
const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[data-found]");
let asked = 0;
let waiting = Promise.resolve();

function look() {
  waiting = find(++asked);
}

async function find(number) {
  const answer = await fetch(`/app/search?${new URLSearchParams({ q: input.value })}`);
  if (number !== asked || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...page.querySelector("#results").children);
  [...list.querySelectorAll("a.hit")].forEach((hit, index) => { Object.assign(hit, { id: `hit-${index}`, tabIndex: -1, role: "option" }); });
  for (const part of list.querySelectorAll("ul, li")) part.role = "presentation";
  for (const part of list.querySelectorAll("section")) part.role = "group";
  choose(list.querySelector("a.hit"));
}

function choose(hit) {
  const former = list.querySelector("a.hit.chosen");
  former?.classList.remove("chosen");
  former?.setAttribute("aria-selected", "false");
  hit?.classList.add("chosen");
  hit?.setAttribute("aria-selected", "true");
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
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { timer = undefined; look(); }, 120); });
  input.addEventListener("keydown", (event) => {
    const hits = [...list.querySelectorAll("a.hit")];
    const at = hits.findIndex((hit) => hit.classList.contains("chosen"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(hits[(at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (timer) look();
      waiting.then(() => list.querySelector("a.hit.chosen")?.click());
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
