// A session as it goes on: the page asks every second whether anything has changed, and a press
// answers in place. What is typed, what is unfolded and where the keyboard stands is kept.
// Without this script every form works and a link reloads the page.
(() => {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const SOON = 900;
  const JITTER = 300;
  const CALM = 5000;
  const MOST = 10_000;
  const PATIENCE = 8000;
  const UNDER_WAY = ["agenda_sent", "open"];
  const trouble = live.querySelector("[data-trouble]");
  const news = live.querySelector("[data-news]");
  const told = live.querySelector("[data-told]");
  const held = new Map();
  let tag = "";
  let failures = 0;
  let timer = 0;
  let turn = 0;
  let busy = false;

  const part = (name, root = live) => root.querySelector(`[data-part="${name}"]`);
  const fields = "textarea, select, input:not([type=hidden])";

  function isTyped(box) {
    const here = document.activeElement;
    if (box.contains(here) && here.matches(fields)) return true;
    return [...box.querySelectorAll(fields)].some((field) => field.value !== field.defaultValue);
  }

  function swap(old, fresh) {
    const id = old.contains(document.activeElement) ? document.activeElement.id : "";
    const item = document.activeElement.closest?.("[data-item]")?.dataset.item;
    for (const details of old.querySelectorAll("details[id]")) {
      const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = details.open;
    }
    old.replaceWith(fresh);
    if (!id) return;
    const same = document.getElementById(id);
    const beside = fresh.querySelector(`[data-item="${item}"] button:not([disabled])`);
    const target = same && !same.disabled ? same : beside;
    if (target) target.focus();
    else {
      fresh.tabIndex = -1;
      fresh.focus();
    }
  }

  function follow(box, version) {
    for (const field of box.querySelectorAll("[name=seen_version]")) field.value = version;
  }

  // A part in which somebody types waits; what is sent from it still goes with the newest version.
  function settle() {
    for (const [name, fresh] of held) {
      const old = part(name);
      if (isTyped(old)) {
        follow(old, part("now").dataset.version);
        continue;
      }
      held.delete(name);
      swap(old, fresh);
    }
  }

  function show(page) {
    const now = part("now", page);
    if (!now) return false;
    live.dataset.version = now.dataset.version;
    live.dataset.state = now.dataset.state;
    if (news.textContent !== now.dataset.said) news.textContent = now.dataset.said;
    for (const fresh of page.querySelectorAll("[data-part]")) {
      held.set(fresh.dataset.part, document.importNode(fresh, true));
    }
    settle();
    return true;
  }

  function complain(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  // Only the number of ballots has changed, here and in what waits to be shown.
  function count(cast) {
    for (const root of [live, ...held.values()]) {
      for (const [vote, [number, words]] of Object.entries(cast)) {
        for (const place of root.querySelectorAll(`[data-vote="${vote}"]`)) {
          place.dataset.cast = number;
          place.textContent = words;
        }
        for (const bar of root.querySelectorAll(`[data-progress="${vote}"]`)) bar.value = number;
      }
    }
  }

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

  async function look() {
    const mine = turn;
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const signal = AbortSignal.timeout(PATIENCE);
      const options = { headers, signal, cache: "no-store", redirect: "manual" };
      const answer = await fetch(live.dataset.live, options);
      if (answer.type === "opaqueredirect" || answer.status === 404) {
        complain(live.dataset.out);
        return;
      }
      if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
      const text = answer.status === 304 ? "" : await answer.text();
      const isCount = answer.headers.get("Content-Type")?.startsWith("application/json");
      // Whoever pressed something meanwhile has seen what is newer.
      if (mine === turn && text) {
        if (isCount) count(JSON.parse(text).cast);
        else show(parsed(text));
        tag = answer.headers.get("ETag") ?? "";
      }
      settle();
      failures = 0;
      complain("");
    } catch {
      failures += 1;
      if (failures > 1) complain(live.dataset.lost);
    }
    again();
  }

  function again(pause) {
    clearTimeout(timer);
    if (document.hidden) return;
    const usual = UNDER_WAY.includes(part("now").dataset.state) ? SOON : CALM;
    const slower = Math.min(usual * 2 ** failures, MOST);
    timer = setTimeout(look, pause ?? slower + Math.random() * JITTER);
  }

  document.addEventListener("visibilitychange", () => again(0));

  // What the answer says of the press: done, or why not and what changed meanwhile.
  function tell(page) {
    if (!told) return;
    const said = [...page.querySelectorAll(".messages .note")];
    const reason = page.querySelector("[data-refusal] b");
    if (reason) {
      const box = document.createElement("div");
      box.className = "note note--error";
      box.setAttribute("role", "alert");
      box.tabIndex = -1;
      box.dataset.refusal = "";
      box.append(document.importNode(reason, true));
      said.push(box);
    }
    const moved = page.querySelector("[data-moved-on] .trail");
    if (moved) said.push(moved);
    told.replaceChildren(...said.map((node) => document.importNode(node, true)));
    const refusal = told.querySelector("[data-refusal]");
    if (refusal) refusal.focus();
    else told.setAttribute("role", "status");
  }

  async function press(form, data) {
    if (busy) return;
    busy = true;
    turn += 1;
    live.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data });
      const page = parsed(await answer.text());
      if (answer.ok) form.reset();
      turn += 1;
      tag = "";
      if (!show(page) && answer.ok) location.assign(answer.url);
      tell(page);
    } catch {
      complain(live.dataset.lost);
    }
    busy = false;
    live.removeAttribute("aria-busy");
    again(0);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-tap]");
    if (!form) return;
    event.preventDefault();
    const data = new FormData(form);
    const button = event.submitter;
    if (button?.name) data.append(button.name, button.value);
    press(form, data);
  });

  // An item is dragged by its handle; the buttons beside it do the same from the keyboard.
  let dragged = null;
  const order = (list) => [...list.children].map((item) => item.dataset.item).join(",");
  let before = "";

  document.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".agenda__handle")) return;
    dragged = event.target.closest("[data-item]");
    before = order(dragged.parentElement);
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
    event.dataTransfer.setDragImage(dragged, 0, 0);
    turn += 1;
    clearTimeout(timer);
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest?.("[data-sortable] > [data-item]");
    if (!over) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    over.parentElement.insertBefore(dragged, below ? over.nextSibling : over);
  });
  document.addEventListener("drop", (event) => dragged && event.preventDefault());
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const list = dragged.parentElement;
    const form = dragged.querySelector(".agenda__move");
    dragged.classList.remove("is-dragged");
    dragged = null;
    if (order(list) === before) {
      again(0);
      return;
    }
    const data = new FormData(form);
    data.append("order", order(list));
    press(form, data);
  });

  again();
})();
