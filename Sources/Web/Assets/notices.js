// The mark beside the bell, and a line for what has just happened.

import { say } from "./say.js";

const bell = document.querySelector("[data-notices]");
const toast = document.querySelector("[data-toast]");

if (bell) {
  let last;
  let timer;
  let source;
  // A browser has few connections to one site: only the pages that are looked at listen.
  const listen = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource("/app/notifications/events");
    source.addEventListener("unread", tell);
  };
  const tell = (event) => {
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
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  listen();
}

// Whoever has the page of notifications open has seen them; not so who is logged in as them.
const seen = document.querySelector('form[action="/app/notifications/seen"]');
if (seen && !document.querySelector(".acting")) fetch(seen.action, { method: "POST", body: new URLSearchParams(new FormData(seen)), redirect: "manual" });
