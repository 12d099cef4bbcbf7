"use strict";

// --- Search: "/" focuses, arrows choose, Enter follows, Escape leaves ---------------------------

const up = document.body.dataset.up;
const input = document.getElementById("search");
const list = document.getElementById("found");
const MOST = 30;
let chosen = -1;

function matches(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = (entry) => {
    const key = entry.key.toLowerCase();
    if (key === words[0] || key.endsWith(":" + words[0])) return 0;
    return words.every((word) => key.includes(word)) ? 1 : 2;
  };
  return SEARCH.filter((entry) => {
    const text = entry.key.toLowerCase() + " " + entry.kind + " " + entry.text;
    return words.every((word) => text.includes(word));
  })
    .map((entry, place) => ({ entry, order: [rank(entry), place] }))
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1])
    .map((item) => item.entry);
}

function item(entry, place) {
  const line = document.createElement("li");
  line.id = "found-" + place;
  line.setAttribute("role", "option");
  const link = document.createElement("a");
  link.href = up + entry.url;
  link.tabIndex = -1;
  link.textContent = entry.key + "  " + entry.kind;
  const shown = document.createElement("small");
  shown.textContent = entry.shown;
  link.append(shown);
  line.append(link);
  return line;
}

function show() {
  const found = matches(input.value);
  list.replaceChildren(...found.slice(0, MOST).map(item));
  const rest = document.createElement("li");
  rest.className = "none";
  if (found.length === 0) rest.textContent = "Nothing found";
  if (found.length > MOST) rest.textContent = found.length - MOST + " more";
  if (rest.textContent) list.append(rest);
  list.hidden = input.value.trim() === "";
  input.setAttribute("aria-expanded", String(!list.hidden));
  choose(-1);
}

function choose(place) {
  const options = [...list.querySelectorAll("[role=option]")];
  chosen = options.length ? Math.max(-1, Math.min(place, options.length - 1)) : -1;
  options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
  if (chosen >= 0) {
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function close() {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
}

input.addEventListener("input", show);
input.addEventListener("focus", () => input.value && show());
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    const links = list.querySelectorAll("a");
    if (links.length) links[Math.max(chosen, 0)].click();
  } else if (event.key === "Escape") {
    close();
    input.blur();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input.focus();
    input.select();
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("search")) close();
});

// --- Filters of a paper -----------------------------------------------------------------------

const filters = document.querySelector(".filters");

function filter() {
  const allowed = (name) =>
    [...filters.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
  const verdicts = allowed("verdict");
  const kinds = allowed("kind");
  const rows = [...document.querySelectorAll(".row")];
  let count = 0;
  for (const row of rows) {
    row.hidden = !(verdicts.includes(row.dataset.verdict) && kinds.includes(row.dataset.kind));
    count += row.hidden ? 0 : 1;
  }
  document.getElementById("shown").textContent = count + " of " + rows.length + " rows";
}

if (filters) {
  filters.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filter();  // a browser that comes back keeps the boxes as they were left
}

// --- Folding, and boxes that scroll -------------------------------------------------------------

for (const button of document.querySelectorAll("[data-fold]")) {
  button.addEventListener("click", () => {
    for (const step of document.querySelectorAll(".steps details:not(.source)")) {
      step.open = button.dataset.fold === "open";
    }
  });
}

// A wide formula scrolls in its own box: the box must then be reachable by the keyboard.
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "region");
      target.setAttribute("aria-label", "formula, scrolls");
    } else {
      target.removeAttribute("tabindex");
      target.removeAttribute("role");
      target.removeAttribute("aria-label");
    }
  }
});
document.querySelectorAll(".formula").forEach((box) => watch.observe(box));
