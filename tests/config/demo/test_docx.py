from io import BytesIO

import docx as reader

from config.demo import docx


def test_document_opens_with_its_paragraphs_and_table() -> None:
    paragraphs = ["Жоспар", "Тоғызқұмалақ & <ойын>"]
    rows = [["Тақырыбы", "Сағат"], ["Ашу", "2"]]
    found = reader.Document(BytesIO(docx.document(paragraphs, rows)))
    assert [paragraph.text for paragraph in found.paragraphs][:2] == paragraphs
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == rows
