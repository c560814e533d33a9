// Keeps the chosen time while its form is open, and says until when. Without this file nothing is kept, and
// everything else works.

import { say } from "./say.js";

let kept; // what: { of, ends, until, timer }
let asking;

const form = () => document.querySelector("form[data-hold]");
const line = (of) => of.querySelector("[data-kept]");

// Asks for the time of the form on the page, once.
export function keepTime() {
  const of = form();
  if (!of || of.dataset.asked) return;
  of.dataset.asked = "yes";
  asking = ask(of).catch(() => {}).finally(() => { asking = undefined; });
}

// What is being asked; a form is not sent before the answer is there.
export const pending = () => asking;

// Gives back what is kept, before another time is chosen.
export async function letGo() {
  await asking;
  if (!kept) return;
  const { of } = end();
  try { await fetch(release(of), { method: "POST", credentials: "same-origin", signal: AbortSignal.timeout(3000) }); } catch { /* it ends by itself */ }
}

async function ask(of) {
  const body = new URLSearchParams();
  for (const name of ["start", "timezone", "duration", "host", "link"]) {
    const field = of.elements[name];
    if (field?.value) body.set(name, field.value);
  }
  const asked = Date.now();
  const answer = await fetch(of.dataset.hold, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(5000) });
  if (!answer.ok) return;
  const { id, expires_at: expires, left } = await answer.json();
  of.elements.hold.value = id;
  // The clock of this machine may be wrong; how long is left is not. Counted from the question, it is never too long.
  kept = { of, ends: asked + left, until: clock(expires) };
  line(of).hidden = false;
  tick();
  kept.timer = setInterval(tick, 1000);
  say(`This time is kept for you until ${kept.until}.`);
}

function clock(moment) {
  const zone = document.querySelector("[data-zone]").dataset.zone;
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(moment);
  return `${time}, ${zone === "UTC" ? zone : `${zone.split("/").pop().replaceAll("_", " ")} time`}`;
}

function tick() {
  const left = Math.floor((kept.ends - Date.now()) / 1000);
  const text = line(kept.of).querySelector("span");
  if (left > 0) {
    const rest = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    text.textContent = `Kept for you until ${kept.until}`;
    text.append(Object.assign(document.createElement("small"), { className: "num", textContent: rest }));
    text.lastChild.setAttribute("aria-hidden", "true");
    return;
  }
  text.textContent = "No longer kept; it may still be free";
  line(kept.of).classList.add("past");
  say(text.textContent);
  end();
}

function end() {
  const was = kept;
  clearInterval(kept.timer);
  kept = undefined;
  return was;
}

const release = (of) => of.dataset.hold.replace(/hold$/, "release");

addEventListener("pagehide", () => {
  if (kept && !kept.of.dataset.sent) navigator.sendBeacon(release(end().of));
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  delete form()?.dataset.asked;
  keepTime();
});
