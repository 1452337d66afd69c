// Search as you type: what is typed so far leads to actors and statements. Without this script the form works as well.
// The list is a combobox, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.
"use strict";

const field = document.querySelector("[data-typed-ahead]");
const WAIT = 150; // milliseconds behind the last letter

if (field) {
  const list = document.createElement("ul");
  list.id = "typed-ahead";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found so far");
  list.hidden = true;
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer, asked, chosen = -1;

  const choose = (number) => {
    chosen = number;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === number));
    if (number < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, number) => {
      const option = document.createElement("li");
      option.id = `typed-${number}`;
      option.setAttribute("role", "option");
      option.dataset.address = each.address;
      const text = document.createElement("bdi"), about = document.createElement("span");
      text.textContent = each.text;
      about.textContent = each.about;
      about.className = "aside";
      option.append(text, " ", about);
      return option;
    }));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };
  const look = async () => {
    const typed = field.value.trim();
    asked?.abort();
    if (!typed) return show([]);
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.typedAhead}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : 0);
    else if (event.key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : last);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.address);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
  field.addEventListener("blur", () => setTimeout(() => show([]), WAIT));
}
