// Picking a time without page loads: links and the zone form inside [data-pick] fetch their page and swap that part.
// Without this file every one of them is an ordinary link or form.

import { Entered, settleGuests } from "./form.js";
import { keepTime, letGo, pending } from "./hold.js";
import { say } from "./say.js";

const region = () => document.querySelector("[data-pick]");

let latest = 0;
const entered = new Entered(); // what the visitor wrote stays through a change of time

async function show(url, { focus, push = "push" } = {}) {
  const turn = ++latest;
  const plain = new URL(url, location.href);
  plain.hash = "";
  region().setAttribute("aria-busy", "true");
  await letGo(); // what was kept for the visitor is among the free times again
  let page;
  try {
    const answer = await fetch(plain, { headers: { accept: "text/html" }, credentials: "same-origin" });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.href = answer.url; return; }
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.href = url; // the browser says it better
    return;
  }
  if (turn !== latest) return; // a later click has overtaken this one
  const fresh = page.querySelector("[data-pick]");
  if (!fresh) { location.href = url; return; }
  const keep = document.activeElement?.id;
  entered.take(region());
  region().replaceWith(document.adoptNode(fresh));
  entered.give(region());
  document.title = page.title;
  if (push === "push") history.pushState({}, "", plain);
  if (push === "replace") history.replaceState({}, "", plain);
  settle(focus, keep);
}

// After a swap: put the focus where the visitor goes on, and say what changed.
function settle(focus, keep) {
  const target = document.getElementById(focus ?? "") ?? document.getElementById(keep ?? "");
  const heading = document.getElementById(focus ?? "") ?? document.getElementById("month-title");
  if (target) {
    target.focus({ preventScroll: true });
    const box = target.getBoundingClientRect();
    if (focus && (box.top < 0 || box.top > innerHeight * 0.6)) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      target.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }
  }
  say(heading?.textContent ?? "");
  settleGuests();
  keepTime();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-pick] a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  show(link.href, { focus: link.dataset.focus });
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-zone-form] select")) event.target.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-zone-form]")) {
    event.preventDefault();
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form));
    show(url);
  } else if (form.matches("[data-busy]")) {
    if (form.dataset.sent) { event.preventDefault(); return; } // once is enough
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("button:not([type=button])");
    button?.setAttribute("aria-busy", "true");
    if (!pending()) return;
    // The time is just being kept: sent without that, the form would find it taken, by its own visitor.
    event.preventDefault();
    pending().then(() => { delete form.dataset.sent; form.requestSubmit(event.submitter); });
  }
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

addEventListener("popstate", () => { if (region()) show(location.href, { push: "no" }); });

// Nobody has named a time zone yet: take the visitor's own.
if (region()?.hasAttribute("data-detect") && !region().querySelector("[data-busy]")) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own && own !== region().dataset.zone) {
    const url = new URL(location.href);
    url.searchParams.set("timezone", own);
    show(url, { push: "replace" });
  }
}

// After an answer with mistakes, go to the first one.
document.querySelector("[aria-invalid]")?.focus();
settleGuests();
keepTime();
