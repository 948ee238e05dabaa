// Counties beside each other: one figure of all of a province, all figures of the few that are chosen.
"use strict";
(() => {
  const form = document.querySelector("form[data-compare]");
  if (!form) return;
  const [size, most] = [50, 6], fields = form.elements;
  const body = document.querySelector("#compared tbody"), side = document.querySelector("#side");
  const pager = document.querySelector("[data-pager]"), none = document.querySelector("[data-none]");
  const made = (name, text = "", kind = "") => {
    const one = document.createElement(name);
    if (kind) one.className = kind;
    one.textContent = text;
    return one;
  };
  const asked = new URLSearchParams(location.search);
  let chosen = location.hash.slice(1).split(",").filter(Boolean), data = null, at = 0;
  const isVerdict = (figure) => figure.better === "high" && !figure.unit && figure.decimals === 0;
  const isAbove = (kind) => kind === "省" || kind === "全国";
  const said = (figure, value, kind) => {
    if (value === null || value === undefined) return "—";
    if (kind === "县" && isVerdict(figure)) return value ? "通过" : "未通过";
    if (kind && isVerdict(figure)) return `${value} 个县通过`;
    return value.toLocaleString("zh-CN", { minimumFractionDigits: figure.decimals, maximumFractionDigits: figure.decimals });
  };
  const called = (figure) => figure.name + (figure.stage === null ? "" : `（${figure.stage}）`) + (figure.unit ? `，${figure.unit}` : "");
  const fill = (select, options) => {
    const before = select.value;
    select.replaceChildren(...options.map(([value, text]) => { const one = made("option", text); one.value = value; return one; }));
    if (options.some(([value]) => value === before)) select.value = before;
  };
  const figures = () => data.rulesets[Number(fields.ruleset.value)][1];
  const link = ([code, name, kind, state]) => {
    if (kind !== "县" || state === "尚无数据") return made("span", name);
    const one = made("a", name);
    one.href = `${code}/index.html`;
    return one;
  };
  const choose = (code, is) => {
    chosen = chosen.filter((one) => one !== code);
    if (is) chosen = [...chosen, code].slice(-most);
    history.replaceState(null, "", `#${chosen.join(",")}`);
    show();
  };
  const row = (figure, region, [value, rank, change], widest) => {
    const [code, name, kind, state] = region, line = made("tr", "", kind === "县" ? "" : "sum");
    const head = made("th");
    head.scope = "row";
    const box = made("input");
    box.type = "checkbox";
    box.checked = chosen.includes(code);
    box.setAttribute("aria-label", `并排看${name}`);
    box.addEventListener("change", () => choose(code, box.checked));
    // those above all counties are beside the chosen ones anyhow
    head.append(...(isAbove(kind) ? [] : [box]), link(region));
    const bar = made("td", "", "bar"), drawn = made("i");
    drawn.style.width = `${Math.min(100, 100 * (value ?? 0) / (widest || 1))}%`;
    // the sum of many counties is not measured by the largest of them
    if (kind === "县" || figure.better !== null && !isVerdict(figure)) bar.append(drawn);
    const moved = !change && (change !== 0 || isVerdict(figure)) ? ""
      : kind === "县" && isVerdict(figure) ? `原${said(figure, value ? 0 : 1, kind)}`
      : (change > 0 ? "+" : "") + said(figure, change, "");
    line.append(head, made("td", said(figure, value, kind), "figure"), bar,
      made("td", isVerdict(figure) ? "" : rank ?? "", "figure"), made("td", moved, "figure"), made("td", state));
    return line;
  };
  const show = () => {
    const figure = figures()[Number(fields.figure.value)], begins = fields.prefecture.value, text = fields.text.value.trim();
    const all = figure.at.map((number, here) => [data.regions[number], figure.of[here]]);
    const above = all.filter(([[code, , kind]]) => isAbove(kind) || kind === "市" && begins && code.startsWith(begins));
    const way = figure.better === "low" ? 1 : -1;
    const counties = all
      .filter(([[code, name, kind]]) => kind === "县" && code.startsWith(begins) && `${code} ${name}`.includes(text))
      // what is unknown stays at the end
      .sort(([a, [x, first]], [b, [y, second]]) => (x === null) - (y === null)
        || (first ?? 0) - (second ?? 0) || way * (x - y) || a[0].localeCompare(b[0]));
    const widest = Math.max(...all.filter(([[, , kind]]) => kind === "县").map(([, [value]]) => value ?? 0));
    const pages = Math.max(1, Math.ceil(counties.length / size));
    at = Math.min(at, pages - 1);
    body.replaceChildren(...[...above, ...counties.slice(at * size, (at + 1) * size)]
      .map(([region, of]) => row(figure, region, of, widest)));
    form.querySelector("output").textContent = `${counties.length} 个县`;
    const [ruleset, , years] = data.rulesets[Number(fields.ruleset.value)];
    document.querySelector("[data-about]").textContent = `${ruleset}，${years}，${called(figure)}；${figure.better === "low" ? "小的在前" : "大的在前"}，没有数据的在后。${data.regions.some(([, , kind]) => kind === "全国") ? "全国、" : ""}省、市是有数据的各县相加，或按在校生加权平均。`;
    pager.hidden = pages < 2;
    pager.querySelector("output").textContent = `第 ${at + 1} 页，共 ${pages} 页`;
    const [back, on] = pager.querySelectorAll("button");
    back.disabled = at === 0;
    on.disabled = at >= pages - 1;
    beside();
  };
  const beside = () => {
    // of a link that was kept, what is no more is left out
    const few = chosen.map((code) => data.regions.findIndex((one) => one[0] === code && !isAbove(one[2]))).filter((found) => found >= 0);
    const columns = [...few, ...data.regions.flatMap(([, , kind], number) => isAbove(kind) ? [number] : []).reverse()];
    side.hidden = !few.length;
    none.hidden = !side.hidden;
    if (side.hidden) return;
    const heads = columns.map((number) => { const one = made("th", "", "figure"); one.scope = "col"; one.append(link(data.regions[number])); return one; });
    const first = made("th", "数据");
    first.scope = "col";
    side.tHead.rows[0].replaceChildren(first, ...heads);
    side.tBodies[0].replaceChildren(...figures().map((figure) => {
      const line = made("tr"), head = made("th", called(figure));
      head.scope = "row";
      line.append(head, ...columns.map((number) => {
        const here = figure.at.indexOf(number), [value, rank] = here < 0 ? [null, null] : figure.of[here];
        const cell = made("td", said(figure, value, data.regions[number][2]), "figure");
        if (rank && !isVerdict(figure)) cell.append(made("span", ` 第 ${rank}`, "soft"));
        return cell;
      }));
      return line;
    }));
  };
  const offer = () => {
    fill(fields.figure, figures().map((figure, number) => [String(number), called(figure)]));
    show();
  };
  const take = () => {
    data = window.junhengCompare;
    fill(fields.ruleset, data.rulesets.map(([name], number) => [String(number), name]));
    fill(fields.prefecture, [["", "全部"], ...data.regions.filter(([, , kind]) => kind === "市").map(([code, name]) => [code.slice(0, 4), name])]);
    at = 0;
    offer();
  };
  const load = () => {
    const script = made("script");
    script.src = `${form.dataset.compare}/${fields.province.value}.js`;
    script.addEventListener("load", take);
    document.head.append(script);
  };
  if (asked.get("province")) fields.province.value = asked.get("province");
  fields.province.addEventListener("change", load);
  fields.ruleset.addEventListener("change", () => { at = 0; offer(); });
  for (const name of ["figure", "prefecture", "text"]) fields[name].addEventListener("input", () => { at = 0; show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  const [back, on] = pager.querySelectorAll("button");
  back.addEventListener("click", () => { at -= 1; show(); });
  on.addEventListener("click", () => { at += 1; show(); });
  load();
})();
