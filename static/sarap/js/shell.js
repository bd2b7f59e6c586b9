// The menu on small screens, menus that close, forms that are sent once. All works without.
(() => {
  for (const button of document.querySelectorAll("[data-toggle]")) {
    const menu = document.getElementById(button.dataset.toggle);
    button.hidden = false;
    menu.classList.add("is-foldable");
    button.addEventListener("click", () => {
      const open = menu.classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  const menus = () => document.querySelectorAll("details.person[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const once = "form[data-once]";
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(once);
    if (!form) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = form.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", "true");
    button.dataset.text = button.textContent;
    button.textContent = button.dataset.busy;
  });
  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll(once)) {
      delete form.dataset.sent;
      const button = form.querySelector("[type=submit]");
      button.removeAttribute("aria-disabled");
      if (button.dataset.text) button.textContent = button.dataset.text;
    }
  });

  // What was done or refused is where the keyboard goes on; a refusal stands below what was done.
  const told = [...document.querySelectorAll("[data-focus]")].at(-1);
  (told ?? document.querySelector("[aria-invalid=true]"))?.focus();
})();
