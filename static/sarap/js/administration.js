// Names that Django's administration does not give: of searching selects, of fields in tables of
// lines, and headings without a text, which are no headings.
(() => {
  const written = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";

  function column(field) {
    const cell = field.closest("td");
    const head = cell?.closest("table").tHead;
    return head ? written(head.rows[0].cells[cell.cellIndex]) : "";
  }

  function name(field) {
    const label = field.labels?.length ? written(field.labels[0]) : column(field);
    if (!label) return;
    if (!field.labels?.length) field.setAttribute("aria-label", label);
    const box = field.parentElement.querySelector(".select2-selection");
    for (const part of box ? [box, ...box.querySelectorAll("[role]")] : []) {
      part.setAttribute("aria-label", label);
    }
  }

  function mend() {
    for (const field of document.querySelectorAll("select, .inline-group table :is(input, textarea)")) {
      if (field.type !== "hidden") name(field);
    }
    for (const head of document.querySelectorAll("th")) {
      if (written(head) || head.querySelector("input, img, [title]")) continue;
      const cell = document.createElement("td");
      cell.className = head.className;
      head.replaceWith(cell);
    }
  }

  mend();
  // Selects become searching ones late, and lines that are added have fields of their own.
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
})();
