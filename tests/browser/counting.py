"""Counting what a person does on our pages: presses of controls, and fields answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Kept by the browser from page to page. A field counts once on each page, however often it changes;
# a box to tick is a field of its own.
COUNT = """
(() => {
  const read = () => JSON.parse(sessionStorage.getItem("counted") || '{"clicks": 0, "fields": []}');
  const keep = found => sessionStorage.setItem("counted", JSON.stringify(found));
  addEventListener("click", event => {
    if (!event.target.closest("a, button, summary, [type=submit]")) return;
    const found = read();
    found.clicks += 1;
    keep(found);
  }, true);
  for (const kind of ["input", "change"]) addEventListener(kind, event => {
    const found = read();
    const one = event.target.type === "checkbox" ? event.target.value : "";
    const field = `${location.pathname} ${event.target.name} ${one}`;
    if (event.target.name && !found.fields.includes(field)) found.fields.push(field);
    keep(found);
  }, true);
})()
"""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a person had to do."""

    clicks: int
    fields: int


def count(page: Page) -> None:
    """Count from the next page on."""
    page.add_init_script(COUNT)


def effort(page: Page) -> Effort:
    """Tell what was done since the last time, and begin anew."""
    found = page.evaluate(
        "() => { const found = JSON.parse(sessionStorage.getItem('counted'));"
        " sessionStorage.removeItem('counted'); return found }"
    )
    return Effort(found["clicks"], len(found["fields"]))
