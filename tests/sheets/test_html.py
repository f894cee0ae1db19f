"""The page: one file that fetches nothing and runs nothing, on a phone as on a desk."""

import base64
import hashlib
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from questionnaire.banks.model import Respondent
from questionnaire.sheets.sheet import Sheet
from questionnaire.sheets.write import write_sheet
from tests.programs import program
from tests.sheets.small import HOSTILE, hostile_sheet, sheet_with

OWN_TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "article", "h1", "h2", "h3",
    "p", "dl", "div", "dt", "dd", "ol", "ul", "li", "b", "span", "a",
}  # fmt: skip


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def source_of(sheet: Sheet, folder: Path) -> str:
    return write_sheet(sheet, folder / "sheet.html", force=True).read_text("utf-8")


def test_hostile_text_makes_no_tags_or_attributes(tmp_path: Path) -> None:
    page = Page(source_of(hostile_sheet(), tmp_path))
    assert {tag for tag, _attributes in page.tags} == OWN_TAGS
    assert {name for _tag, attributes in page.tags for name in attributes} == {
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "dir", "href",
    }  # fmt: skip
    assert len(page.every("article")) == len(HOSTILE)
    text = "".join(page.texts)
    assert "<script>alert(1)</script><img src=x onerror=alert(1)>" in text
    assert "{{ 7 * 7 }}{% raw %}" in text


def test_it_fetches_nothing(tmp_path: Path) -> None:
    source = source_of(sheet_with(), tmp_path)
    page = Page(source)
    assert all(str(link["href"]).startswith("#") for link in page.every("a"))
    assert not re.search(r"https?:|//[a-z]|url\(|@import|src=", source)


def test_its_policy_allows_its_own_style_and_nothing_else(tmp_path: Path) -> None:
    source = source_of(hostile_sheet(), tmp_path)
    policy = next(str(meta["content"]) for meta in Page(source).every("meta") if "http-equiv" in meta)
    style = source.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    page = Page(source_of(sheet_with(), tmp_path))
    places = {f"#{attributes['id']}" for _tag, attributes in page.tags if attributes.get("id")}
    links = {link["href"] for link in page.every("a")}
    assert {"#finding-1", "#question-2.1"} <= links <= places


def test_everything_on_the_sheet_stands_on_the_page(tmp_path: Path) -> None:
    text = " ".join(" ".join(Page(source_of(sheet_with(), tmp_path)).texts).split())
    for part in (
        "Answer sheet: Voorbeeld Knit", "Answered by the management", "It is no audit", "How did the representatives",
        "By secret ballot", "Nothing was shown.", "ballot papers", "With the guards.", "does not know", "open", "25%",
        "The foreman looked on.", "A bank made for a test.", "f" * 64, "Seen: payroll of April", "last-ballot",
    ):  # fmt: skip
        assert part in text


def test_the_page_says_its_language_and_warns_about_the_workers_side(tmp_path: Path) -> None:
    source = source_of(sheet_with(language="nl", respondent=Respondent.UNION), tmp_path)
    assert Page(source).every("html") == [{"lang": "nl"}]
    assert 'class="caution"' in source
    assert 'class="caution"' not in source_of(sheet_with(), tmp_path)


@pytest.mark.browser
def test_a_browser_runs_nothing_and_a_phone_shows_it_without_scrolling_sideways(tmp_path: Path) -> None:
    browser = program("chromium", "google-chrome")
    write_sheet(hostile_sheet(), tmp_path / "sheet.html")
    (tmp_path / "phone.html").write_text(PHONE)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    options = [f"--user-data-dir={tmp_path}/profile", "--virtual-time-budget=5000", "--dump-dom"]
    done = subprocess.run(
        [*command, *options, f"file://{tmp_path}/phone.html"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert '<p id="seen">too wide by 0, own style true, scripts 0</p>' in done.stdout, (
        done.stdout + done.stderr
    )


PHONE = """<!DOCTYPE html><p id="seen"></p><iframe src="sheet.html" style="border:0;width:390px;height:800px"></iframe>
<script>
document.querySelector("iframe").addEventListener("load", (event) => {
  const page = event.target.contentDocument;
  const own = event.target.contentWindow.getComputedStyle(page.querySelector("article")).display === "grid";
  const over = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  document.getElementById("seen").textContent =
    `too wide by ${over}, own style ${own}, scripts ${page.scripts.length}`;
});
</script>"""
