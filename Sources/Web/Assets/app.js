// Small comforts of the signed-in pages. Everything works without them.

import { say } from "./say.js";

// A link's name from the calendar's name, until somebody types one; and the link as it will be.
const slug = document.querySelector("[data-slug]");
if (slug) {
  const name = document.getElementById(slug.dataset.slug);
  const preview = document.querySelector("[data-slug-preview]");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  const print = () => { if (preview) preview.textContent = preview.dataset.slugPreview + (slug.value || "…"); };
  let own = slug.value !== "";
  name?.addEventListener("input", () => { if (!own) { slug.value = plain(name.value); print(); } });
  slug.addEventListener("input", () => { own = slug.value !== ""; print(); });
  slug.addEventListener("change", () => { slug.value = plain(slug.value); print(); });
  print();
}

// Without hosts there is no Zoom account: another place is chosen at once, and Zoom again when hosts come back.
const place = document.querySelector(".calendar-form [name=location_kind]");
if (place) {
  const zoom = place.querySelector("[value=zoom]");
  const hosts = () => document.querySelector(".calendar-form [name=kind]:checked")?.value !== "unassigned";
  let wasZoom = false;
  const settle = () => {
    zoom.disabled = !hosts();
    if (zoom.disabled && place.value === "zoom") { wasZoom = true; place.value = "custom"; }
    if (!zoom.disabled && wasZoom) { wasZoom = false; place.value = "zoom"; }
  };
  place.addEventListener("change", () => { wasZoom = false; });
  for (const kind of document.querySelectorAll(".calendar-form [name=kind]")) kind.addEventListener("change", settle);
  settle();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.target === "_blank" || event.submitter?.formTarget === "_blank") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// Rows that can be added and taken away: [data-rows] holds them with a <template>, whose NEW becomes a number.
function addRow(rows) {
  const template = rows.querySelector("template");
  const number = 1 + Math.max(rows.querySelectorAll("[data-row]").length, Number(rows.dataset.last ?? 0));
  rows.dataset.last = number;
  template.insertAdjacentHTML("beforebegin", template.innerHTML.replaceAll("NEW", number));
  template.previousElementSibling.querySelector("input:not([type=hidden])")?.focus();
}

// One stretch more for a day: the last one again, empty, with the next number.
function addRange(ranges) {
  const all = ranges.querySelectorAll(".range");
  const last = all[all.length - 1];
  if (all.length >= 12) return undefined;
  const range = last.cloneNode(true);
  const [old, next] = [`_${all.length}_`, `_${all.length + 1}_`];
  for (const input of range.querySelectorAll("input")) {
    input.id = input.id.replace(old, next);
    input.name = input.name.replace(old, next);
    input.value = "";
  }
  for (const label of range.querySelectorAll("label")) {
    label.htmlFor = label.htmlFor.replace(old, next);
    label.textContent = label.textContent.replace(`stretch ${all.length}`, `stretch ${all.length + 1}`);
  }
  range.classList.add("blank");
  last.after(range);
  return range;
}

// "Same hours on every weekday": Monday's times go to Tuesday … Friday of that week.
function repeatMonday(week) {
  const days = [...week.querySelectorAll("[data-ranges]")].slice(0, 5);
  const monday = [...days[0].querySelectorAll("input")].map((input) => input.value);
  for (const day of days.slice(1)) {
    while (day.querySelectorAll("input").length < monday.length) if (!addRange(day)) break;
    day.querySelectorAll("input").forEach((input, index) => { input.value = monday[index] ?? ""; });
  }
  say("Monday's hours copied to Tuesday to Friday. Not saved yet.");
}

document.addEventListener("click", (event) => {
  const part = (name) => event.target.closest(`[data-${name}]`);
  if (part("add-row")) addRow(part("rows"));
  if (part("remove-row")) {
    const [row, rows] = [part("row"), part("rows")];
    rows.dataset.last = Math.max(rows.querySelectorAll("[data-row]").length, Number(rows.dataset.last ?? 0));
    row.remove();
    rows.querySelector("[data-add-row]")?.focus();
  }
  if (part("add-range")) addRange(part("ranges"))?.querySelector("input").focus();
  if (part("repeat-monday")) repeatMonday(part("week"));
});

// What visitors will see of what is being filled in: asked for a moment after the last change.
const draft = document.querySelector("[data-preview]");
if (draft) {
  const into = document.querySelector("[data-preview-into]");
  let timer;
  const look = async () => {
    const answer = await fetch(draft.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(draft)) });
    if (answer.ok || answer.status === 422) into.innerHTML = await answer.text();
  };
  draft.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 350); });
  look();
}

// A table of contacts goes as the file that it is: only its bytes say how its letters are written down.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const file = form.querySelector("[data-file]")?.files[0];
  // Prevented already: it is on its way.
  if (!file || event.defaultPrevented) return;
  event.preventDefault();
  const url = new URL(form.action);
  url.searchParams.set("update", form.querySelector("[data-update]").checked ? "yes" : "no");
  try {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "text/csv", "x-csrf": form.elements.csrf.value }, body: file });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.querySelector("main").focus();
  } catch {
    say("The file did not arrive. Try again.");
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// A question that needs an answer first: without scripts it stands on the page as it is.
for (const dialog of document.querySelectorAll("dialog[data-modal]")) {
  dialog.close();
  dialog.showModal();
}

// On a phone the tab one is on may lie beyond the edge.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

document.querySelector("[aria-invalid]")?.focus();
