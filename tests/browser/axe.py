"""What axe finds on a page: breaches of WCAG 2.2 A and AA, and of its own good practice."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Theme = Literal["light", "dark"]
RUN = """
async rules => {
  const found = await axe.run({
    runOnly: rules, resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
    preload: false,
  });
  return found.violations.map(one => [one.id, one.nodes.map(node => [
    node.target.join(" "), node.html.slice(0, 200), node.failureSummary,
  ])]);
}
"""


@cache
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, theme: Theme) -> list[Any]:
    """List the rules that the page breaks by day or by night, with the elements."""
    # Colours on their way from one to the other have no contrast to speak of.
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.evaluate(_script())
    found: list[Any] = page.evaluate(RUN, STANDARDS)
    return found
