// Rows of a form: one more, or one less, without asking the server. Without this script a button
// asks it for one more, and a row that is emptied is not kept.
(() => {
  const form = document.querySelector("form.form");
  const place = form?.querySelector("[data-rows]");
  if (!place) return;
  const more = place.querySelector("[data-more]");
  const model = place.querySelector("template[data-next]");
  const rows = () => [...place.querySelectorAll("[data-row]")];
  more.type = "button";

  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  // The headings count the rows that are there.
  function count() {
    let number = 0;
    for (const row of rows()) {
      if (!row.disabled) number += 1;
      const legend = row.querySelector("legend");
      legend.textContent = legend.dataset.title.replace("{n}", row.disabled ? "" : number).trim();
      row.querySelector("[data-drop] .unseen").textContent = `: ${legend.textContent}`;
    }
  }

  function begin(row) {
    const gone = row.nextElementSibling;
    const drop = row.querySelector("[data-drop]");
    drop.hidden = false;
    const put = (there) => {
      row.disabled = !there;
      row.hidden = !there;
      gone.hidden = there;
      count();
      changed();
    };
    drop.addEventListener("click", () => {
      put(false);
      gone.querySelector("[data-restore]").focus();
    });
    gone.querySelector("[data-restore]").addEventListener("click", () => {
      put(true);
      row.querySelector("textarea, input").focus();
    });
  }

  function add(number) {
    const made = model.content.cloneNode(true);
    for (const one of made.querySelectorAll("*")) {
      for (const attribute of one.attributes) {
        if (attribute.name === "data-title") continue;
        attribute.value = attribute.value.replaceAll("{n}", number);
      }
    }
    const row = made.querySelector("[data-row]");
    more.parentElement.before(made);
    begin(row);
    count();
    row.dispatchEvent(new Event("sarap:row", { bubbles: true }));
    return row;
  }

  const last = () => Math.max(0, ...rows().map((row) => Number(row.dataset.row)));
  more.addEventListener("click", () => {
    add(last() + 1).querySelector("textarea, input").focus();
    changed();
  });
  form.addEventListener("sarap:room", (event) => {
    const name = new RegExp(`^${model.dataset.next}-(\\d+)-`);
    for (const typed of event.detail) {
      const number = Number(name.exec(typed)?.[1] ?? 0);
      if (number && !place.querySelector(`[data-row="${number}"]`)) add(number);
    }
  });
  for (const row of rows()) begin(row);
  count();
})();
