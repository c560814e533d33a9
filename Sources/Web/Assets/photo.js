// A picture becomes a small square before it is sent: no camera's file goes over the wire.

import { say } from "./say.js";

const input = document.querySelector("[data-photo]");

async function square(file) {
  const image = await createImageBitmap(file);
  const side = Math.min(image.width, image.height);
  const canvas = new OffscreenCanvas(256, 256);
  canvas.getContext("2d").drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 256, 256);
  return canvas.convertToBlob({ type: "image/jpeg", quality: .88 });
}

input?.addEventListener("change", async () => {
  const error = document.getElementById("photo-error");
  try {
    const body = await square(input.files[0]);
    const answer = await fetch(input.dataset.photo, { method: "POST", headers: { "content-type": "image/jpeg", "x-csrf": input.form.elements.csrf.value }, body });
    if (!answer.ok) throw new Error(String(answer.status));
    location.href = "/app/profile?done=saved";
  } catch {
    error.hidden = false;
    say(error.textContent);
  }
});
