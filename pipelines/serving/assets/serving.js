// Says before sending what would be refused, takes files that are dropped anywhere on the form, and shows that
// the check is under way. Without it the form works all the same.
"use strict";
for (const form of document.querySelectorAll("[data-check]")) {
  const input = form.querySelector("input[type=file]");
  const refused = form.querySelector("[data-refused]");
  const busy = form.querySelector("[data-busy]");
  const area = form.querySelector(".drop");
  const most = Number(form.dataset.most), files = Number(form.dataset.files);
  const fault = () => {
    const chosen = [...input.files];
    const total = chosen.reduce((sum, file) => sum + file.size, 0);
    if (chosen.length > files) return `一次最多 ${files} 个文件，现在选了 ${chosen.length} 个。`;
    if (total > most) return `文件合计 ${Math.ceil(total / 1048576)} MB，超过 ${most / 1048576} MB。请分几次检查。`;
    return "";
  };
  const show = () => {
    const said = fault();
    refused.textContent = said;
    refused.hidden = !said;
    return said;
  };
  input.addEventListener("change", show);
  for (const name of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        show();
      }
    });
  }
  form.addEventListener("submit", (event) => {
    if (show()) {
      event.preventDefault();
      return;
    }
    busy.hidden = false;
    form.querySelector("button").disabled = true;
  });
  // a page that comes back from the browser's memory is ready again
  addEventListener("pageshow", () => {
    busy.hidden = true;
    form.querySelector("button").disabled = false;
  });
}
