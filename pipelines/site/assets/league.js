// The table of all counties: rows come from data, so that thousands open as fast as a page of them.
"use strict";
(() => {
  const table = document.querySelector("table[data-paged]");
  const data = window.junhengLeague;
  if (!table || !data) return;
  const rows = data.rows.map(([code, name, linked, verdict, reason, cells]) =>
    ({ code, name, linked, verdict, reason, cells: cells.map((at) => data.texts[at]) }));
  const body = table.tBodies[0], form = document.querySelector(`form[data-filters="${table.id}"]`);
  const pager = document.querySelector(`[data-pager="${table.id}"]`), size = Number(table.dataset.paged);
  const cell = (name, text, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.textContent = text;
    return made;
  };
  const link = (row) => {
    const made = document.createElement("a");
    made.href = `${row.code}/index.html`;
    made.textContent = row.name;
    return made;
  };
  const drawn = (row) => {
    const made = document.createElement("tr"), name = cell("th", row.linked ? "" : row.name);
    name.scope = "row";
    if (row.linked) name.append(link(row));
    made.append(name);
    row.cells.forEach((text, at) => {
      const made_cell = cell("td", at === 2 ? "" : text, at > 4 ? "figure" : "");
      if (at === 2) {
        const verdict = cell("span", "", `verdict ${row.verdict}`);
        verdict.append(cell("i", "", row.verdict), text);
        made_cell.append(verdict);
      }
      if (at === 3 && row.reason) made_cell.title = row.reason;
      made.append(made_cell);
    });
    return made;
  };
  let found = rows, at = 0;
  const show = () => {
    body.replaceChildren(...found.slice(at * size, (at + 1) * size).map(drawn));
    const pages = Math.max(1, Math.ceil(found.length / size));
    for (const place of form.querySelectorAll("output")) place.textContent = `${found.length} / ${rows.length}`;
    pager.querySelector("output").textContent = `第 ${at + 1} 页，共 ${pages} 页`;
    pager.hidden = pages < 2;
    const [back, on] = pager.querySelectorAll("button");
    back.disabled = at === 0;
    on.disabled = at >= pages - 1;
  };
  const text = new Map(rows.map((row) => [row, [row.code, row.name, ...row.cells].join(" ")]));
  const filter = () => {
    const asked = [...form.elements].filter((field) => field.name && field.value);
    found = rows.filter((row) => asked.every((field) => field.type === "search"
      ? text.get(row).includes(field.value.trim())
      : "begins" in field.dataset ? row.code.startsWith(field.value)
        : row.cells[Number(field.dataset.column)] === field.value));
    at = 0;
    show();
  };
  const compare = (a, b) => {
    const [x, y] = [parseFloat(a), parseFloat(b)];
    if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
    return Number.isNaN(x) || x === y ? a.localeCompare(b, "zh-CN") : x - y;
  };
  for (const head of table.querySelectorAll("thead th[data-by]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending", column = Number(head.dataset.by) - 1;
      for (const other of table.querySelectorAll("thead th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => column < 0 ? row.name : row.cells[column];
      rows.sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        // what is unknown stays at the end, whichever way
        return x === "" || y === "" ? (x === "") - (y === "") : (up ? 1 : -1) * compare(x, y);
      });
      filter();
    });
  }
  const turn = (by) => { at += by; show(); table.scrollIntoView({ block: "start" }); };
  const [back, on] = pager.querySelectorAll("button");
  back.addEventListener("click", () => turn(-1));
  on.addEventListener("click", () => turn(1));
  // a link may ask for a part of the table
  for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
