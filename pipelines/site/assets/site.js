// What the pages do: say which version they belong to, have wide tables reached by keyboard, show a value on hover, tap and focus, sort and filter tables.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // the version and its age, from the one small file that all counties share
  const version = window.junheng;
  if (version) {
    const days = Math.floor((Date.now() - Date.parse(version.published)) / 86400000);
    const age = days < 1 ? "今天发布" : `${days} 天前发布`;
    for (const place of all("[data-version]")) place.textContent = `版本 ${version.name}（${version.when}，${age}）`;
    for (const place of all("[data-counties]")) place.hidden = version.counties < 2;
  }

  // a table wider than the page is gone through by the arrows of a keyboard too
  const reach = () => {
    for (const wide of all(".wide")) {
      const is = wide.scrollWidth > wide.clientWidth;
      const heading = wide.closest("details, section")?.querySelector("summary, h2, h3");
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", heading?.textContent.trim() || "表"]]) {
        if (is) wide.setAttribute(name, value); else wide.removeAttribute(name);
      }
    }
  };
  reach();
  addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);

  // values
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let told = null;
  const show = (of) => {
    if (told) told.removeAttribute("aria-describedby");
    told = of;
    tip.hidden = !of;
    if (!of) return;
    tip.textContent = of.dataset.tip;
    of.setAttribute("aria-describedby", "tip");
    const box = of.getBoundingClientRect(), width = tip.offsetWidth, height = tip.offsetHeight;
    const left = Math.min(Math.max(4, box.left + box.width / 2 - width / 2), document.documentElement.clientWidth - width - 4);
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${box.top > height + 8 ? box.top - height - 6 : box.bottom + 6}px`;
  };
  const tipped = (event) => event.target.closest?.("[data-tip]");
  document.addEventListener("pointerover", (event) => { const of = tipped(event); if (of || (told && told !== document.activeElement)) show(of); });
  document.addEventListener("focusin", (event) => show(tipped(event)));
  document.addEventListener("click", (event) => { const of = tipped(event); if (of) show(of); else show(null); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") show(null); });
  addEventListener("scroll", () => show(null), { passive: true });

  // one stop of the Tab key per grid or chart; the arrows go on from there
  const cellsOf = (grid) => all("[data-tip]", grid).filter((cell) => !cell.closest("tr")?.hidden);
  const stop = (grid) => cellsOf(grid).forEach((cell, at) => { cell.tabIndex = at ? -1 : 0; });
  for (const grid of all("[data-grid]")) {
    stop(grid);
    grid.addEventListener("keydown", (event) => {
      const from = event.target.closest("[data-tip]");
      if (!from || !event.key.startsWith("Arrow")) return;
      const cells = cellsOf(grid), at = cells.indexOf(from), row = from.closest("tr");
      const across = row ? all("[data-tip]", row).length : 1;
      const to = cells[at + { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key]];
      if (!to) return;
      event.preventDefault();
      from.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    });
  }

  // tables that sort and filter
  for (const table of all("table[data-sorted]")) {
    const body = table.tBodies[0], rows = [...body.rows];
    const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const compare = (a, b) => {
      const [x, y] = [parseFloat(a), parseFloat(b)];
      if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
      return Number.isNaN(x) ? a.localeCompare(b, "zh-CN") : x - y;
    };
    for (const head of all("thead th[data-by]", table)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of all("thead th[aria-sort]", table)) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const column = Number(head.dataset.by), way = up ? 1 : -1;
        rows.sort((a, b) => {
          const [x, y] = [value(a, column), value(b, column)];
          // what is unknown stays at the end, whichever way
          return x === "" || y === "" ? (x === "") - (y === "") : way * compare(x, y);
        });
        body.append(...rows);
        const grid = table.closest("[data-grid]");
        if (grid) stop(grid);
      });
    }
    const form = document.querySelector(`form[data-filters="${table.id}"]`);
    if (!form) continue;
    const text = new Map(rows.map((row) => [row, row.textContent]));
    const filter = () => {
      const asked = [...form.elements].filter((field) => field.name && field.value);
      let shown = 0;
      for (const row of rows) {
        row.hidden = !asked.every((field) => field.type === "search"
          ? text.get(row).includes(field.value.trim())
          : row.dataset[field.name] === field.value);
        shown += row.hidden ? 0 : 1;
      }
      for (const place of all("output", form)) place.textContent = `${shown} / ${rows.length}`;
      const grid = table.closest("[data-grid]");
      if (grid) stop(grid);
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
})();
