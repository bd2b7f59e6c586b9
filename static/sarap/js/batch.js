// A batch that is being done: the page is asked for again and again until nothing waits.
// Without this script the link on the page does the same.
(() => {
  const PAUSE = 1500;
  const MOST = 20_000;
  let live = document.querySelector("[data-live]");
  let pause = PAUSE;

  async function look() {
    try {
      const answer = await fetch(location.href, { redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      pause = PAUSE;
    } catch {
      pause = Math.min(pause * 2, MOST);
    }
    if (live.hasAttribute("data-unfinished")) setTimeout(look, pause);
  }

  function show(page) {
    const fresh = page.querySelector("[data-live]");
    const told = live.querySelector("[role=status]");
    const text = fresh.querySelector("[role=status]");
    // Whoever stands on a line of the list is not thrown off it; the last look comes all the same.
    const isRead = live.contains(document.activeElement) && fresh.hasAttribute("data-unfinished");
    if (told.textContent !== text.textContent) told.textContent = text.textContent;
    told.dataset.dealt = text.dataset.dealt;
    live.querySelector("progress").value = fresh.querySelector("progress").value;
    if (isRead) return;
    // The status stays the same element, so that a screen reader tells of its change.
    text.replaceWith(told);
    live.replaceWith(fresh);
    live = fresh;
  }

  if (live?.hasAttribute("data-unfinished")) setTimeout(look, PAUSE);
})();
