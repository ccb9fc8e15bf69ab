"""The words a prepared disclosure is written in."""

import pytest

from gouji.layouts import sentences
from gouji.layouts.kinds import load_kinds
from gouji.layouts.phrases import section_kind
from gouji.layouts.sentences import load_sentences
from gouji.layouts.source import LayoutError


def test_every_section_title_is_read_as_its_kind():
    assert {kind: section_kind(title) for kind, title in load_sentences().sections.items()} == {
        kind: kind for kind in load_sentences().sections
    }


def test_every_measure_names_a_row_of_its_table():
    for measure in load_sentences().measures.values():
        kind, row, _ = measure.cell
        assert any(row in rows for rows in load_kinds()[kind].rows.values())


def test_every_row_of_the_form_has_the_same_width():
    form = load_sentences().form
    assert {sum(wide for _, wide in row) for row in (*form.head, form.signature)} == {10}


def test_an_unknown_table_is_refused(tmp_path, monkeypatch):
    wrong = tmp_path / "sentences.yaml"
    text = sentences.FILE.read_text(encoding="utf-8")
    wrong.write_text(text.replace("[三公经费表, 公务接待费, 合计]", "[三公经费, 公务接待费, 合计]"), encoding="utf-8")
    monkeypatch.setattr(sentences, "FILE", wrong)
    with pytest.raises(LayoutError) as refused:
        load_sentences.__wrapped__()
    assert refused.value.nearest == "三公经费表"
