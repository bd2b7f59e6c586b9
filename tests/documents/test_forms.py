from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from pytest_django import Settings

from documents.forms import FilingField, FilingsField
from documents.intake import Filing
from tests.documents import samples


class OneForm(forms.Form):
    note = forms.CharField()
    file = FilingField()


class SeveralForm(forms.Form):
    several = FilingsField(required=False, most=3)


def one(*uploads: UploadedFile[bytes]) -> OneForm:
    return OneForm({"note": "Жазба"}, MultiValueDict({"file": list(uploads)}))


def several(*uploads: UploadedFile[bytes]) -> SeveralForm:
    return SeveralForm({}, MultiValueDict({"several": list(uploads)}))


def errors(form: forms.Form, field: str) -> list[str]:
    return [str(error).replace("\xa0", " ") for error in form.errors[field]]


def test_good_file_becomes_a_filing() -> None:
    form = one(samples.upload(samples.pdf(), "Бағдарлама.pdf"))
    assert form.is_valid(), form.errors
    filing = form.cleaned_data["file"]
    assert isinstance(filing, Filing)
    assert filing.name == "Бағдарлама.pdf"


def test_refused_file_leaves_what_was_typed() -> None:
    form = one(samples.upload(samples.EXE))
    assert not form.is_valid()
    assert set(form.errors) == {"file"}
    assert "a program" in errors(form, "file")[0]
    assert 'value="Жазба"' in form.as_p()


def test_empty_and_huge_files_are_refused_in_our_words() -> None:
    assert "0 bytes" in errors(one(samples.upload(b"")), "file")[0]
    huge = samples.upload(samples.pdf())
    huge.size = 200 * 1024 * 1024
    assert "at most 50.0 MB" in errors(one(huge), "file")[0]


def test_name_of_300_characters_is_no_reason_to_refuse() -> None:
    form = one(samples.upload(samples.pdf(), "ұ" * 296 + ".pdf"))
    assert form.is_valid()
    assert len(form.cleaned_data["file"].name) == 150


def test_missing_file_is_asked_for_or_not() -> None:
    assert errors(one(), "file") == ["Choose a file."]
    form = several()
    assert form.is_valid()
    assert form.cleaned_data == {"several": []}


def test_field_tells_the_browser_and_the_person_what_is_accepted(settings: Settings) -> None:
    settings.SARAP_FILE_TYPES = ["pdf", "jpg"]
    settings.SARAP_FILE_LIMITS = {"size": 3 * 1024 * 1024}

    class Small(forms.Form):
        file = FilingField()

    html = Small().as_p().replace("\xa0", " ")
    assert 'accept=".pdf,.jpg,.jpeg,.jpe"' in html
    assert "PDF, JPG, at most 3.0 MB." in html


def test_hint_follows_the_language() -> None:
    field = OneForm().fields["file"]
    with translation.override("ru"):
        assert "МБ" in str(field.help_text)


def test_several_files_become_several_filings() -> None:
    form = several(samples.upload(samples.pdf(), "a.pdf"), samples.upload(samples.docx(), "b.docx"))
    assert form.is_valid()
    assert [filing.name for filing in form.cleaned_data["several"]] == ["a.pdf", "b.docx"]


def test_each_refused_file_of_several_is_named() -> None:
    form = several(
        samples.upload(samples.pdf(), "жақсы.pdf"),
        samples.upload(samples.ELF, "жаман.pdf"),
        samples.upload(b"", "бос.pdf"),
    )
    bad, empty = errors(form, "several")
    assert bad.startswith("“жаман.pdf”: The file is not accepted")
    assert empty.startswith("“бос.pdf”: The file is empty")


def test_too_many_files_at_once_are_refused() -> None:
    form = several(*(samples.upload(samples.pdf(), f"{n}.pdf") for n in range(4)))
    assert errors(form, "several") == ["At most 3 files can be filed in one go."]


def test_several_takes_several_in_the_browser() -> None:
    assert "multiple" in SeveralForm().as_p()


def test_required_several_asks_for_one() -> None:
    class Required(forms.Form):
        several = FilingsField()

    assert errors(Required({}, MultiValueDict()), "several") == ["Choose at least one file."]
