// Turns the sections of a case into tabs that keep their place; all works without.
(() => {
  const bar = document.querySelector("[data-tabs]");
  const sheets = [...document.querySelectorAll("[data-sheet]")];
  if (!bar || sheets.length < 2) return;
  const links = [...bar.querySelectorAll("a")];
  const kept = `tab:${location.pathname}`;
  const list = bar.querySelector("ul");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", bar.getAttribute("aria-label"));
  bar.removeAttribute("aria-label");
  bar.setAttribute("role", "none");
  for (const item of list.children) item.setAttribute("role", "none");
  sheets.forEach((sheet, place) => {
    links[place].setAttribute("role", "tab");
    links[place].setAttribute("aria-controls", sheet.id);
    sheet.setAttribute("role", "tabpanel");
    sheet.setAttribute("aria-labelledby", links[place].id);
  });

  const show = (shown) => {
    sheets.forEach((sheet, place) => {
      const here = sheet === shown;
      sheet.hidden = !here;
      links[place].setAttribute("aria-selected", String(here));
      links[place].tabIndex = here ? 0 : -1;
      if (here) list.scrollLeft = links[place].offsetLeft - list.offsetLeft - 16;
    });
    sessionStorage.setItem(kept, shown.id);
  };
  const choose = (place) => {
    show(sheets[place]);
    history.replaceState(null, "", `#${sheets[place].id}`);
  };
  const holding = (id) => {
    const target = id && document.getElementById(id);
    return target && sheets.find((sheet) => sheet.contains(target));
  };
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const sheet = holding(id);
    if (!sheet) return false;
    show(sheet);
    if (sheet.id !== id) document.getElementById(id).scrollIntoView();
    return true;
  };

  list.addEventListener("click", (event) => {
    const place = links.indexOf(event.target.closest("a"));
    if (place < 0) return;
    event.preventDefault();
    choose(place);
  });
  list.addEventListener("keydown", (event) => {
    const place = links.indexOf(document.activeElement);
    const last = links.length - 1;
    const steps = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last };
    if (place < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const next = (steps[event.key] + links.length) % links.length;
    choose(next);
    links[next].focus();
  });
  window.addEventListener("hashchange", follow);
  if (!follow()) show(holding(sessionStorage.getItem(kept)) || sheets[0]);
})();
