// A preview follows what is typed; without this script a button or a link does the same.
// data-preview is the address, data-form the form that is followed, data-pause the milliseconds of
// quiet that are waited for, data-follows the events; with data-at-once it begins by itself.
(() => {
  const preview = document.querySelector("[data-preview]");
  const form = preview && document.querySelector(preview.dataset.form);
  if (!preview?.dataset.preview || !form) return;
  const pages = preview.querySelector("[data-pages]");
  let waiting;
  let asking;

  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    pages.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(preview.dataset.preview, {
        method: "POST",
        body: new FormData(form),
        signal: asking.signal,
      });
      if (answer.ok) pages.innerHTML = await answer.text();
      pages.removeAttribute("aria-busy");
    } catch (error) {
      // A later question takes its place; without a connection the last picture stays.
      if (error.name !== "AbortError") pages.removeAttribute("aria-busy");
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, Number(preview.dataset.pause));
  };
  for (const event of preview.dataset.follows.split(" ")) form.addEventListener(event, soon);
  if ("atOnce" in preview.dataset) ask();
})();
