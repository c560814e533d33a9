// Comforts of the booking form: rows for the people one brings, and a menu that chooses its own answer.

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-guest]");
  if (add) addGuest(add.closest("[data-guests]"))?.querySelector("input").focus();
  const drop = event.target.closest("[data-drop-guest]");
  if (drop) dropGuest(drop);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-picks]")) event.target.parentElement.querySelector("[type=radio]").checked = true;
});

const shown = (group) => [...group.querySelectorAll("[data-guest]:not(.no-js)")];

// Shows one row more. The page brings some along that nobody needs yet; after those they are copied.
function addGuest(group) {
  const rows = group.querySelector("[data-guest-rows]");
  if (shown(group).length >= Number(group.dataset.most)) return undefined;
  let row = rows.querySelector("[data-guest].no-js");
  if (row) {
    row.classList.remove("no-js");
  } else {
    const all = rows.querySelectorAll("[data-guest]");
    row = rows.appendChild(all[all.length - 1].cloneNode(true));
    renumber(row, Math.max(...[...all].map((one) => Number(one.querySelector("input").name.split(".")[1]))) + 1);
  }
  settle(group);
  return row;
}

function dropGuest(button) {
  const group = button.closest("[data-guests]");
  const row = button.closest("[data-guest]");
  for (const field of row.querySelectorAll("input")) field.value = "";
  for (const error of row.querySelectorAll(".error")) error.remove();
  row.classList.add("no-js");
  row.parentElement.append(row);
  settle(group);
  group.querySelector("[data-add-guest]").focus();
}

function renumber(row, number) {
  for (const part of row.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "name", "for"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace(/^guests\.\d+/, `guests.${number}`));
    }
    part.removeAttribute("aria-invalid");
    part.removeAttribute("aria-describedby");
    if (part.matches("input")) part.value = "";
  }
  for (const error of row.querySelectorAll(".error")) error.remove();
}

// Where a form is new on the page: no button that can do nothing.
export function settleGuests() {
  for (const group of document.querySelectorAll("[data-guests]")) settle(group);
}

// Numbers as they are read, and no button where no more can come.
function settle(group) {
  shown(group).forEach((row, index) => {
    row.querySelector("label").textContent = `Name of guest ${index + 1}`;
    row.querySelector("[data-drop-guest]").setAttribute("aria-label", `Leave out guest ${index + 1}`);
  });
  group.querySelector("[data-add-guest]").hidden = shown(group).length >= Number(group.dataset.most);
}

// What the visitor has entered, by the id of each field, as one form is exchanged for another.
export class Entered {
  #fields = new Map();
  #guests = 0;

  take(region) {
    const group = region.querySelector("[data-guests]");
    if (group) this.#guests = shown(group).length;
    for (const field of Entered.#all(region)) {
      this.#fields.set(field.id, field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value);
    }
  }

  give(region) {
    const group = region.querySelector("[data-guests]");
    while (group && shown(group).length < this.#guests && addGuest(group)) { /* one row more */ }
    for (const field of Entered.#all(region)) {
      if (!this.#fields.has(field.id)) continue;
      const value = this.#fields.get(field.id);
      if (typeof value === "boolean") field.checked = value; else field.value = value;
    }
  }

  static #all(region) {
    return region.querySelectorAll("[data-busy] :is(input[id]:not([type=hidden]), textarea[id], select[id])");
  }
}
