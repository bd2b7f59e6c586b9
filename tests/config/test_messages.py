import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Submit")
ngettext("%(count)s day", "%(count)s days", 3)
pgettext("of a case", "Open")
_(variable)
"""
TEMPLATE = """{% load i18n %}
<p title="it's">{% translate "Deadline" %}</p>
{% blocktranslate trimmed with name=person %}
  Written by
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=total %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}
{{ value|default:_("None yet") }}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for room in messages.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "workflows" / "some.py").write_text(PYTHON)
    return tmp_path


def translate(root: Path, language: str, **translations: str) -> None:
    """Write the translations into the catalogue as a translator would."""
    messages.update(root, language)
    catalogue = messages.load(root, language)
    for message in catalogue:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            many = not isinstance(message.id, str)
            text = translations.get(first, f"{language} {first}")
            message.string = (text,) * catalogue.num_plurals if many else text
    save(root, language, catalogue)


def save(root: Path, language: str, catalogue: Catalog) -> None:
    with messages.catalogue_path(root, language).open("wb") as file:
        write_po(file, catalogue)


def entry(catalogue: Catalog, text: str) -> Message:
    message = catalogue.get(text)
    assert message is not None
    return message


def found(root: Path) -> set[messages.Key]:
    return {text.key for text in messages.extract(root)}


def test_extract_reads_python(root: Path) -> None:
    assert found(root) == {("Submit", None), ("%(count)s day", None), ("Open", "of a case")}


def test_extract_reads_templates(root: Path) -> None:
    (root / "workflows" / "some.py").unlink()
    (root / "templates" / "page.html").write_text(TEMPLATE)
    expected = {"Deadline", "Written by %(name)s", "%(n)s file", "None yet"}
    assert found(root) == {(text, None) for text in expected}


def test_update_keeps_translations_and_drops_what_is_gone(root: Path) -> None:
    translate(root, "kk", Submit="Жіберу")
    (root / "workflows" / "some.py").write_text('_("Submit")\n_("Return")\n')
    messages.update(root, "kk")
    catalogue = messages.load(root, "kk")
    assert entry(catalogue, "Submit").string == "Жіберу"
    assert entry(catalogue, "Return").string == ""
    assert "Open" not in messages.catalogue_path(root, "kk").read_text()


def test_update_twice_changes_nothing(root: Path) -> None:
    messages.update(root, "ru")
    first = messages.catalogue_path(root, "ru").read_text()
    messages.update(root, "ru")
    assert messages.catalogue_path(root, "ru").read_text() == first


def test_update_keeps_the_plural_rule_of_django(root: Path) -> None:
    messages.update(root, "ru")
    assert messages.load(root, "ru").num_plurals == 4
    messages.update(root, "kk")
    assert messages.load(root, "kk").num_plurals == 2


def test_problems_has_none_where_all_is_translated(root: Path) -> None:
    translate(root, "ru")
    assert list(messages.problems(root, "ru")) == []


def test_problems_names_a_missing_translation(root: Path) -> None:
    translate(root, "ru", Submit="")
    (problem,) = messages.problems(root, "ru")
    assert problem == "ru: workflows/some.py: not translated: 'Submit'"


def test_problems_names_a_missing_plural_form(root: Path) -> None:
    translate(root, "ru")
    catalogue = messages.load(root, "ru")
    entry(catalogue, "%(count)s day").string = ("%(count)s день", "%(count)s дня", "", "")
    save(root, "ru", catalogue)
    (problem,) = messages.problems(root, "ru")
    assert "not translated: '%(count)s day'" in problem


def test_problems_names_a_fuzzy_translation(root: Path) -> None:
    translate(root, "ru")
    catalogue = messages.load(root, "ru")
    entry(catalogue, "Submit").flags.add("fuzzy")
    save(root, "ru", catalogue)
    (problem,) = messages.problems(root, "ru")
    assert "fuzzy: 'Submit'" in problem


def test_problems_names_a_lost_placeholder(root: Path) -> None:
    translate(root, "ru", **{"%(count)s day": "%(number)s"})
    (problem,) = messages.problems(root, "ru")
    assert "'%(count)s day'" in problem
    assert "placeholder" in problem


def test_problems_names_what_the_catalogue_lacks_and_what_the_code_lacks(root: Path) -> None:
    translate(root, "ru")
    (root / "workflows" / "some.py").write_text(PYTHON.replace("Submit", "Send"))
    assert set(messages.problems(root, "ru")) == {
        "ru: workflows/some.py: not in the catalogue: 'Send'",
        "ru: no longer in the code: 'Submit'",
    }


def test_compile_all_writes_what_gettext_reads(root: Path) -> None:
    translate(root, "ru", Submit="Отправить", **{"%(count)s day": "%(count)s дн."})
    messages.compile_all(root)
    with messages.catalogue_path(root, "ru").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Submit") == "Отправить"
    assert compiled.ngettext("%(count)s day", "%(count)s days", 5) == "%(count)s дн."
    assert compiled.pgettext("of a case", "Open") == "ru Open"


def test_compile_all_does_only_what_has_changed(root: Path) -> None:
    translate(root, "ru", Submit="Отправить")
    messages.compile_all(root)
    target = messages.catalogue_path(root, "ru").with_suffix(".mo")
    first = target.stat().st_ino
    messages.compile_all(root)
    assert target.stat().st_ino == first
    translate(root, "ru", Submit="Подать")
    messages.compile_all(root)
    assert "Подать".encode() in target.read_bytes()


def test_command_check_fails_with_each_problem(
    root: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BASE_DIR = root
    with pytest.raises(CommandError, match="6 problems"):
        call_command("messages", check=True)
    assert "kk: workflows/some.py: not in the catalogue: 'Submit'" in capsys.readouterr().err


def test_command_makes_catalogues_that_pass_once_translated(root: Path, settings: Settings) -> None:
    settings.BASE_DIR = root
    call_command("messages")
    for language in messages.PLURALS:
        translate(root, language)
    call_command("messages", check=True)
    assert messages.catalogue_path(root, "kk").with_suffix(".mo").exists()
