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

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.target === "_blank") return;
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

// "Same hours on every weekday": Monday's times go to Tuesday … Friday.
document.querySelector("[data-repeat-monday]")?.addEventListener("click", () => {
  for (const field of document.querySelectorAll("[name^=mon_]")) {
    for (const day of ["tue", "wed", "thu", "fri"]) {
      const other = document.querySelector(`[name="${field.name.replace("mon", day)}"]`);
      if (other) other.value = field.value;
    }
  }
  say("Monday's hours copied to Tuesday to Friday. Not saved yet.");
});

document.querySelector("[aria-invalid]")?.focus();
