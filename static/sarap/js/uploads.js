// Files go ahead of their form in small pieces (tus 1.0.0), several at once, and go on after a
// broken connection or a closed browser. Without this script they are sent with the form.
(() => {
  const form = document.querySelector("form[data-keep]");
  const place = form?.querySelector("[data-uploads]");
  if (!place) return;
  const words = place.dataset;
  const input = form.elements[words.uploads];
  const kinds = input.multiple ? form.elements.kind : null;
  const told = form.querySelector("[data-uploads-told]");
  const SMALLEST = 128 * 1024;
  const LARGEST = 2 * 1024 * 1024;
  const QUICK = 2000;
  const LONGEST_WAIT = 15_000;
  const rows = new Set();
  let held = null;
  let busy = false;

  const put = (text, values) => text.replace(/\{(\w+)\}/g, (_found, name) => values[name]);
  const megabytes = (bytes) =>
    Math.max(bytes / 1024 / 1024, bytes && 0.1).toFixed(1).replace(".", words.comma);
  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
    form.elements.csrfmiddlewaretoken.value;

  // Where an upload of the same file had got to is asked of the server; here is only its address.
  const known = {
    key: (file) =>
      `sarap:upload:${form.dataset.person}:${file.name}:${file.size}:${file.lastModified}`,
    read(file) {
      try { return JSON.parse(localStorage.getItem(this.key(file)))?.url; } catch { return null; }
    },
    write(file, url) {
      try {
        localStorage.setItem(this.key(file), JSON.stringify({ url, at: Date.now() }));
      } catch { /* full or forbidden */ }
    },
    drop(file) {
      try { localStorage.removeItem(this.key(file)); } catch { /* forbidden */ }
    },
  };

  function element(tag, attributes, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  }

  function chooser(row, name, chosen = "") {
    if (!kinds) return;
    const select = element("select", { "aria-label": put(words.kind, { name }) });
    select.append(element("option", { value: "" }, words.same));
    for (const option of kinds.options) if (option.value) select.append(option.cloneNode(true));
    select.value = chosen;
    select.addEventListener("change", tick);
    row.line.append(select);
    row.kind = select;
  }

  function canceller(row, name) {
    const label = put(words.cancel, { name });
    const button = element("button", { type: "button", class: "uploads__cancel" }, "×");
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", () => cancel(row));
    row.line.append(button);
  }

  function arrived(row, address) {
    row.state = "arrived";
    const key = address.split("/").filter(Boolean).pop();
    row.address = address;
    const value = `${words.uploads}:${key}`;
    if (!row.line.querySelector("[name=arrived]")) {
      row.line.append(element("input", { type: "hidden", name: "arrived", value }));
    }
    if (row.kind) row.kind.name = `arrived_kind_${key}`;
  }

  for (const line of place.querySelectorAll("[data-waiting]")) {
    const row = { line };
    rows.add(row);
    chooser(row, line.dataset.name, line.dataset.chosen);
    const key = line.querySelector("[name=arrived]").value.split(":").pop();
    arrived(row, `${words.endpoint}${key}/`);
    canceller(row, line.dataset.name);
  }

  function add(file) {
    for (const row of rows) if (row.file && known.key(row.file) === known.key(file)) return;
    if (!input.multiple) for (const row of rows) cancel(row);
    const row = { file, state: "queued", stop: new AbortController() };
    row.line = element("li", { class: "uploads__one", "data-upload": file.name });
    row.bar = element("progress", { max: "1", value: "0", "aria-label": file.name });
    row.text = element("span", { class: "muted", "data-upload-state": "queued" }, words.queued);
    row.line.append(element("span", { class: "uploads__name" }, file.name), row.bar, row.text);
    chooser(row, file.name);
    canceller(row, file.name);
    place.append(row.line);
    rows.add(row);
  }

  function say(row, state, text) {
    row.state = state;
    row.text.dataset.uploadState = state;
    if (row.text.textContent !== text) row.text.textContent = text;
  }

  function cancel(row) {
    row.stop?.abort();
    rows.delete(row);
    row.line.remove();
    if (row.file) known.drop(row.file);
    if (row.address) call("DELETE", row.address).catch(() => {});
    settle();
    input.focus();
  }

  function call(method, address, headers = {}, body = undefined, signal = undefined) {
    return fetch(address, {
      method,
      body,
      signal,
      redirect: "manual",
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...headers },
    });
  }

  // What cannot be mended by waiting ends an upload; anything else is tried again.
  class Refused extends Error {}
  class Stranger extends Error {}

  async function check(answer) {
    if ([401, 403].includes(answer.status)) throw new Stranger();
    if ([400, 413, 429].includes(answer.status)) throw new Refused(await answer.text());
    return answer;
  }

  async function begin(row) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(row.file.name)));
    const headers = { "Upload-Length": row.file.size, "Upload-Metadata": `filename ${name}` };
    const answer = await check(await call("POST", words.endpoint, headers, undefined, row.stop.signal));
    if (answer.status !== 201) throw new Error(answer.status);
    row.address = new URL(answer.headers.get("Location"), location).pathname;
    known.write(row.file, row.address);
    return 0;
  }

  async function reached(row) {
    row.address ??= known.read(row.file);
    if (!row.address) return begin(row);
    const answer = await check(await call("HEAD", row.address, {}, undefined, row.stop.signal));
    if (answer.status === 404) return begin(row);
    if (!answer.ok) throw new Error(answer.status);
    return Number(answer.headers.get("Upload-Offset"));
  }

  async function send(row) {
    let wait = 500;
    let size = 2 * SMALLEST;
    while (!row.stop.signal.aborted) {
      try {
        let offset = await reached(row);
        while (offset < row.file.size) {
          progress(row, offset);
          const began = Date.now();
          const piece = row.file.slice(offset, offset + size);
          const headers = {
            "Upload-Offset": offset,
            "Content-Type": "application/offset+octet-stream",
          };
          const answer = await check(
            await call("PATCH", row.address, headers, piece, row.stop.signal),
          );
          if (answer.status !== 204) throw new Error(answer.status);
          offset = Number(answer.headers.get("Upload-Offset"));
          wait = 500;
          size = Math.min(Date.now() - began < QUICK ? size * 2 : size, LARGEST);
        }
        progress(row, offset);
        arrived(row, row.address);
        say(row, "arrived", put(words.arrived, { size: megabytes(row.file.size) }));
        return;
      } catch (error) {
        if (row.stop.signal.aborted) return;
        if (error instanceof Refused) {
          say(row, "refused", error.message);
          row.line.classList.add("uploads__one--refused");
          row.bar.remove();
          known.drop(row.file);
          return;
        }
        const reason = error instanceof Stranger ? "stranger" : "lost";
        say(row, reason, words[reason]);
        size = Math.max(size / 2, SMALLEST);
        await pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
  }

  function pause(wait) {
    return new Promise((resolve) => {
      if (navigator.onLine) setTimeout(resolve, wait);
      window.addEventListener("online", resolve, { once: true });
    });
  }

  function progress(row, offset) {
    row.bar.value = offset / row.file.size;
    const values = { done: megabytes(offset), all: megabytes(row.file.size) };
    say(row, "going", put(words.going, values));
  }

  async function pump() {
    if (busy) return;
    busy = true;
    for (;;) {
      const next = [...rows].find((row) => row.state === "queued");
      if (!next) break;
      await send(next);
      settle();
    }
    busy = false;
  }

  const pending = () => [...rows].some((row) => !["arrived", "refused"].includes(row.state));
  const refused = () => [...rows].find((row) => row.state === "refused");

  function settle() {
    tick();
    if (held && !pending()) {
      const button = held;
      held = null;
      told.textContent = "";
      form.requestSubmit(button);
    }
  }

  // What is missing is ticked off as files arrive.
  function tick() {
    const coming = new Map();
    for (const row of rows) {
      if (row.state !== "arrived") continue;
      const kind = row.kind?.value || kinds?.value;
      coming.set(kind, (coming.get(kind) ?? 0) + 1);
    }
    const replaces = form.elements.replaces?.value;
    for (const item of document.querySelectorAll("[data-required][data-kind]")) {
      const more = replaces ? 0 : (coming.get(item.dataset.kind) ?? 0);
      const have = Number(item.dataset.have) + more;
      const done = have > 0 && have >= Number(item.dataset.need);
      item.classList.toggle("checklist__item--done", done);
      item.dataset.fulfilled = have >= Number(item.dataset.need) ? "yes" : "no";
      item.querySelector("[aria-hidden]").textContent = done ? "✓" : "○";
      item.querySelector("[data-coming]").hidden = !more;
      const missing = item.querySelector("[data-missing]");
      if (missing) missing.hidden = done;
    }
  }

  function take(files) {
    for (const file of input.multiple ? files : [...files].slice(-1)) add(file);
    input.value = "";
    pump();
  }

  const zone = element("div", { class: "drop" });
  input.before(zone);
  // A browser would name its own button in a language of its own.
  const button = { for: input.id, class: "button button--quiet" };
  zone.append(input, element("label", button, words.choose));
  zone.append(element("p", { class: "drop__hint" }, words.drop));
  input.classList.add("drop__input");
  input.addEventListener("change", () => take([...input.files]));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("drop--over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("drop--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop--over");
    take([...event.dataTransfer.files]);
  });
  // A file dropped beside the zone would replace the page.
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
  }

  kinds?.addEventListener("change", tick);
  form.elements.replaces?.addEventListener("change", tick);
  form.addEventListener(
    "submit",
    (event) => {
      const wrong = refused();
      if (!wrong && !pending()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      told.textContent = wrong ? words.refused : words.hold;
      if (wrong) wrong.line.querySelector("button").focus();
      else held = event.submitter;
    },
    true,
  );
  window.addEventListener("beforeunload", (event) => {
    if (rows.size && !form.dataset.sent) event.preventDefault();
  });
  tick();
})();
