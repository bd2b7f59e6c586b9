// What is typed is never lost: it is saved on the server as one types and, while there is no
// connection, in this browser, for each person and form. Files are never kept.
(() => {
  const PREFIX = "sarap:";
  const OURS = ["csrfmiddlewaretoken", "slip"];
  const QUIET = 1200;
  const RETRY = 10_000;
  const MONTH = 30 * 24 * 3600 * 1000;

  // A browser may refuse to keep anything; then only the server does.
  const box = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    write(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ }
    },
    drop(wanted) {
      try {
        const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
        for (const key of keys) if (wanted(key, box.read(key))) localStorage.removeItem(key);
      } catch { /* forbidden */ }
    },
  };

  box.drop((_key, value) => !value || Date.now() - value.at > MONTH);
  for (const told of document.querySelectorAll("[data-sent]")) {
    box.drop((key) => key.endsWith(`:${told.dataset.sent}`));
  }
  document.addEventListener("submit", (event) => {
    const address = event.target.getAttribute("action") || location.pathname;
    if (address.endsWith("/logout/")) box.drop(() => true);
    if (address === "?fresh") box.drop((key) => key.endsWith(`:${location.pathname}`));
  });

  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const address = form.getAttribute("action");
  const key = `${PREFIX}${form.dataset.person}:${address}`;
  const line = form.querySelector("[data-keeping]");
  const local = form.querySelector("[data-local]");
  // What the server has of this form; the stamp tells which of its copies this page began with.
  let stamp = document.querySelector("[data-restored]")?.dataset.stamp ?? "";
  let kept = form.hasAttribute("data-answered") ? "" : typed();
  let sending = false;
  let running = null;
  let timer = 0;

  function typed() {
    const found = [...new FormData(form)].filter(
      ([name, value]) =>
        typeof value === "string" && !OURS.includes(name) && !name.startsWith("arrived") &&
        form.elements[name]?.type !== "password",
    );
    return new URLSearchParams(found).toString();
  }

  function say(what, time = "") {
    const text = line.dataset[what].replace("{time}", time);
    line.hidden = false;
    // Saying the same again would only make a screen reader repeat it.
    if (line.textContent !== text) line.textContent = text;
    line.dataset.state = what;
  }

  function changed() {
    if (sending || typed() === kept) return;
    box.write(key, { text: typed(), at: Date.now(), stamp });
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
    if (!navigator.onLine) say("offline");
  }

  async function save(leaving = false) {
    clearTimeout(timer);
    const text = typed();
    if (sending || text === kept) return;
    if (!navigator.onLine) {
      say("offline");
      return;
    }
    if (running) {
      timer = setTimeout(save, QUIET);
      return;
    }
    running = new AbortController();
    if (!leaving) say("saving");
    const body = new URLSearchParams(text);
    for (const name of OURS) body.set(name, form.elements[name].value);
    // Logging in again in another tab changes it.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (token) body.set("csrfmiddlewaretoken", token[1]);
    try {
      const request = { method: "POST", body, redirect: "manual", keepalive: leaving };
      const answer = await fetch(address + form.dataset.keep, { ...request, signal: running.signal });
      if (answer.ok) {
        const saved = await answer.json();
        kept = text;
        stamp = saved.stamp;
        if (typed() === text) box.drop((other) => other === key);
        say("saved", saved.said);
      } else if (answer.type === "opaqueredirect" || answer.status === 403) {
        say("stranger");
      } else {
        say("failed");
      }
    } catch {
      if (!sending) say(navigator.onLine ? "failed" : "offline");
    }
    running = null;
    if (!sending && typed() !== kept) timer = setTimeout(save, RETRY);
  }

  function fill(text) {
    const values = new Map();
    for (const [name, value] of new URLSearchParams(text)) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    // There may be more rows than the page began with.
    form.dispatchEvent(new CustomEvent("sarap:room", { detail: [...values.keys()] }));
    for (const field of form.elements) {
      if (!field.name || ["hidden", "file", "submit", "button"].includes(field.type)) continue;
      const given = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = given.includes(field.value);
      } else if (field.type === "select-multiple") {
        for (const option of field.options) option.selected = given.includes(option.value);
      } else {
        field.value = given.shift() ?? "";
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function show(what) {
    local.hidden = false;
    for (const name of ["taken", "offered"]) {
      local.querySelector(`[data-local-${name}]`).hidden = name !== what;
    }
  }

  const left = box.read(key);
  if (left && form.hasAttribute("data-answered")) {
    box.drop((other) => other === key);
  } else if (left && left.text !== kept && left.stamp === stamp) {
    fill(left.text);
    show("taken");
  } else if (left && left.text !== kept) {
    show("offered");
  }
  local.querySelector("[data-local-take]").addEventListener("click", () => {
    fill(left.text);
    show("taken");
    changed();
  });
  local.querySelector("[data-local-drop]").addEventListener("click", () => {
    box.drop((other) => other === key);
    sending = true;
    location.reload();
  });

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      // So that the button is not locked as if the form were on its way.
      event.stopPropagation();
      say("unsendable");
      return;
    }
    sending = true;
    running?.abort();
    box.write(key, { text: typed(), at: Date.now(), stamp });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sending = false;
  });
  window.addEventListener("online", () => save());
  window.addEventListener("offline", () => say("offline"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && typed() !== kept) event.preventDefault();
  });
  if (!navigator.onLine) say("offline");
  changed();
})();
