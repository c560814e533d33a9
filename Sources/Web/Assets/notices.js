// The mark beside the bell, and a line for what has just happened.

import { say } from "./say.js";

const bell = document.querySelector("[data-notices]");
const toast = document.querySelector("[data-toast]");

if (bell) {
  let last;
  let timer;
  const source = new EventSource("/app/notifications/events");
  source.addEventListener("unread", (event) => {
    const { count, id, text, href } = JSON.parse(event.data);
    bell.querySelector("[data-count]").textContent = count > 99 ? "99+" : count || "";
    bell.setAttribute("aria-label", count ? `Notifications, ${count} unread` : "Notifications");
    if (last !== undefined && id && id !== last && count) {
      toast.href = href;
      toast.textContent = text;
      toast.hidden = false;
      say(text);
      clearTimeout(timer);
      timer = setTimeout(() => { toast.hidden = true; }, 8000);
    }
    last = id ?? "";
  });
  addEventListener("pagehide", () => source.close());
}

// Whoever has the page of notifications open has seen them.
const seen = document.querySelector('form[action="/app/notifications/seen"]');
if (seen) fetch(seen.action, { method: "POST", body: new URLSearchParams(new FormData(seen)), redirect: "manual" });
