// Help while typing: how many characters are left, dates with dots and a calendar, numbers with
// spaces, the total of a review. The server reads and checks all of it without this script.
(() => {
  const form = document.querySelector("form.form");
  if (!form) return;
  const words = form.querySelector("[data-words]")?.dataset ?? {};
  const written = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const put = (text, values) =>
    text.replace(/\{(\w+)\}/g, (_found, name) => written(values[name]));

  const NEARLY = 0.8;
  const countDown = (field) => {
    const most = Number(field.dataset.most);
    const count = document.createElement("p");
    count.className = "count-down";
    count.id = `${field.id}_count`;
    field.after(count);
    const described = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", described ? `${described} ${count.id}` : count.id);
    const tell = () => {
      // An end of line is sent as two characters.
      const used = field.value.length + (field.value.match(/\n/g) ?? []).length;
      const over = used > most;
      count.hidden = field.tagName !== "TEXTAREA" && used < NEARLY * most;
      count.textContent = put(over ? words.over : words.count, { used, most });
      count.classList.toggle("count-down--over", over);
      // Only what needs attention is read aloud.
      count.setAttribute("aria-live", used >= NEARLY * most ? "polite" : "off");
    };
    field.addEventListener("input", tell);
    tell();
  };
  for (const field of form.querySelectorAll("[data-most]")) countDown(field);
  form.addEventListener("sarap:row", (event) => {
    for (const field of event.target.querySelectorAll("[data-most]")) countDown(field);
  });

  for (const field of form.querySelectorAll("[data-day]")) {
    field.addEventListener("input", (event) => {
      if (event.inputType !== "insertText") return;
      const digits = field.value.match(/^(\d{2})\.?(\d{2})?$/);
      if (!digits || field.value.endsWith(".")) return;
      if (/^\d{2}$/.test(field.value) || /^\d{2}\.\d{2}$/.test(field.value)) field.value += ".";
    });
    const picker = document.createElement("input");
    if (!picker.showPicker) continue;
    picker.type = "date";
    picker.tabIndex = -1;
    picker.className = "day__picker";
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet day__open";
    button.setAttribute("aria-label", words.calendar);
    button.title = words.calendar;
    const place = document.createElement("div");
    place.className = "day";
    field.before(place);
    place.append(field, button, picker);
    button.addEventListener("click", () => {
      picker.value = field.value.split(".").reverse().join("-");
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      field.value = picker.value.split("-").reverse().join(".");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }

  for (const field of form.querySelectorAll("[data-whole]")) {
    const space = () => {
      const digits = field.value.replace(/\s/g, "");
      if (/^\d+$/.test(digits)) field.value = written(digits);
    };
    field.addEventListener("change", space);
    space();
  }

  const total = form.querySelector("[data-total]");
  const scales = [...form.querySelectorAll("[data-weight]")];
  if (!total || !scales.length) return;
  // Rounds a half to the even number, as the server does.
  const round = (number) => {
    const low = Math.floor(number);
    return number - low === 0.5 ? low + (low % 2) : Math.round(number);
  };
  const add = () => {
    let [got, most, done] = [0, 0, 0];
    for (const scale of scales) {
      const chosen = scale.querySelector("input:checked");
      if (!chosen) continue;
      const weight = Number(scale.dataset.weight);
      got += weight * Number(chosen.value);
      most += weight * Math.max(...[...scale.querySelectorAll("input")].map((one) => one.value));
      done += 1;
    }
    const percent = most ? round((100 * got) / most) : 0;
    total.hidden = false;
    total.textContent = put(total.dataset.text, { percent, done, all: scales.length });
  };
  form.addEventListener("input", add);
  add();
})();
