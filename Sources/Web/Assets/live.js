// Pages that stay true while they are open: [data-live] names an event stream; each `changed` event fetches this
// page again and swaps the part.

import { say } from "./say.js";

const part = () => document.querySelector("[data-live]");
let source;
let running = false;
let again = false;

async function refresh() {
  if (running) { again = true; return; }
  running = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect") { location.reload(); return; } // the page has become a way elsewhere: into the room
      if (answer.status >= 500) throw new Error(`status ${answer.status}`);
      swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } while (again);
  } catch { setTimeout(refresh, 5000); } finally { running = false; }
}

function swap(page) {
  const old = part();
  const fresh = page.querySelector("[data-live]");
  if (!old || !fresh) { location.reload(); return; }
  const said = old.dataset.say;
  const keep = old.contains(document.activeElement) ? document.activeElement.id : "";
  const typed = new Map([...old.querySelectorAll("textarea[id], input[id]:not([readonly])")].map((field) => [field.id, field]));
  old.replaceWith(document.adoptNode(fresh));
  for (const [id, { value, checked }] of typed) {
    const field = document.getElementById(id);
    if (field) Object.assign(field, field.type === "checkbox" ? { checked } : { value });
  }
  document.title = page.title;
  if (keep) document.getElementById(keep)?.focus({ preventScroll: true });
  if (fresh.dataset.say && fresh.dataset.say !== said) say(fresh.dataset.say);
  if (fresh.dataset.live !== source?.named) listen();
}

function listen() {
  source?.close();
  source = undefined;
  const url = part()?.dataset.live;
  if (!url) return;
  source = new EventSource(url);
  source.named = url;
  let opened = false;
  source.addEventListener("open", () => { if (opened) refresh(); opened = true; }); // we may have missed something
  source.addEventListener("changed", refresh);
  // A browser gives up on any answer but 200, as a proxy or a database that was away gives.
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { listen(); refresh(); }, 3000);
  });
}

// Some pages have no stream: they say after how many seconds to look again.
function lookAgain() {
  const seconds = Number(part()?.dataset.again);
  if (seconds) setTimeout(async () => { if (!document.hidden) await refresh(); lookAgain(); }, seconds * 1000);
}

addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted) { listen(); refresh(); } });
listen();
lookAgain();
