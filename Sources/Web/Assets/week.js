// Moving by drag, or by Alt and the arrow keys: the new time is only asked for here. The page that moves an appointment
// says what will happen, and does it.

import { say } from "./say.js";

const week = document.querySelector("[data-week]");
const dialog = document.querySelector("[data-move-dialog]");
const fixed = week.hasAttribute("data-fixed");
const grids = [...week.querySelectorAll("[data-date]")];
const first = Number(/\bf(\d+)/.exec(week.className)[1]) * 60;
const last = Number(/\bt(\d+)/.exec(week.className)[1]) * 60;

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const startOf = (event) => event.dataset.start.split(":").reduce((hours, minutes) => Number(hours) * 60 + Number(minutes));
const minutesOf = (event) => Number(/\bh(\d+)/.exec(event.className)[1]) * 60 + Number(/\bq(\d)/.exec(event.className)[1]) * 15;

function place(event, grid, minutes) {
  event.className = event.className.replace(/\bh\d+ q\d/, `h${Math.floor(minutes / 60)} q${(minutes % 60) / 15}`);
  if (event.parentElement !== grid) grid.append(event);
  // What does not begin on a quarter of an hour keeps its minutes.
  const start = minutes + startOf(event) % 15;
  event.querySelector(".num").textContent = `${clock(start)}–${clock(Math.min(start + Number(event.dataset.minutes), 1440))}`;
}

// An appointment on its way: where it was, and where it would go.
class Journey {
  constructor(event) {
    this.event = event;
    this.home = { grid: event.parentElement, minutes: minutesOf(event), next: event.nextSibling, text: event.querySelector(".num").textContent };
    this.grid = this.home.grid;
    this.minutes = this.home.minutes;
    event.classList.add("moving");
  }

  to(grid, minutes) {
    this.grid = grid;
    this.minutes = Math.max(first, Math.min(minutes, last - 15));
    place(this.event, this.grid, this.minutes);
  }

  back() {
    place(this.event, this.home.grid, this.home.minutes);
    this.home.grid.insertBefore(this.event, this.home.next);
    this.event.querySelector(".num").textContent = this.home.text;
    this.event.classList.remove("moving");
  }

  get isElsewhere() { return this.grid !== this.home.grid || this.minutes !== this.home.minutes; }

  async ask() {
    if (!this.isElsewhere) { this.back(); return; }
    const url = `/app/appointments/${this.event.dataset.move}/move?${new URLSearchParams({ day: this.grid.dataset.date, clock: clock(this.minutes + startOf(this.event) % 15), back: "calendar" })}`;
    try {
      const answer = await fetch(url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      dialog.replaceChildren(...[...page.querySelector("main").children].filter((part) => !part.matches(".acting")));
    } catch { location.href = url; return; }
    const title = dialog.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    dialog.showModal();
    title?.focus();
    dialog.addEventListener("close", () => { this.back(); this.event.focus(); }, { once: true });
  }
}

// The way out of the question leaves everything as it is.
dialog.addEventListener("click", (event) => {
  if (event.target.closest("a.btn.quiet, a.crumb")) { event.preventDefault(); dialog.close(); }
});

let journey;
let start;

week.addEventListener("pointerdown", (event) => {
  const target = event.target.closest("[data-move]");
  if (!target || event.button !== 0 || event.pointerType === "touch") return;
  start = { target, x: event.clientX, y: event.clientY, grab: event.clientY - target.getBoundingClientRect().top };
});

addEventListener("pointermove", (event) => {
  if (start && !journey && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 5) journey = new Journey(start.target);
  if (!journey || !start) return;
  event.preventDefault();
  const over = fixed ? journey.home.grid : grids.find((grid) => {
    const box = grid.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  }) ?? journey.grid;
  const box = over.getBoundingClientRect();
  const quarter = box.height / ((last - first) / 15);
  journey.to(over, first + Math.round((event.clientY - start.grab - box.top) / quarter) * 15);
});

addEventListener("pointerup", () => {
  start = undefined;
  if (!journey) return;
  const { event } = journey;
  event.addEventListener("click", (click) => click.preventDefault(), { once: true });
  setTimeout(() => event.dispatchEvent(new Event("click", { cancelable: true })), 0);
  journey.ask();
  journey = undefined;
});

addEventListener("pointercancel", () => { start = undefined; journey?.back(); journey = undefined; });

week.addEventListener("dragstart", (event) => event.preventDefault());

let keyed;

week.addEventListener("keydown", (event) => {
  const target = event.target.closest("[data-move]");
  if (!target) return;
  if (keyed && keyed.event !== target) { keyed.back(); keyed = undefined; }
  const step = { ArrowUp: [0, -15], ArrowDown: [0, 15], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (event.altKey && step) {
    event.preventDefault();
    keyed ??= new Journey(target);
    const column = fixed ? grids.indexOf(keyed.grid) : grids.indexOf(keyed.grid) + step[0];
    keyed.to(grids[Math.max(0, Math.min(column, grids.length - 1))], keyed.minutes + step[1]);
    target.focus();
    const day = keyed.grid.closest("section").querySelector("h2").textContent.trim();
    say(`${day}, ${clock(keyed.minutes + startOf(keyed.event) % 15)}. Enter to move it there, Escape to leave it.`);
  } else if (keyed && event.key === "Enter") {
    event.preventDefault();
    keyed.ask();
    keyed = undefined;
  } else if (keyed && event.key === "Escape") {
    keyed.back();
    target.focus();
    keyed = undefined;
  }
});
