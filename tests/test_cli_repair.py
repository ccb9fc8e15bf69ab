"""`gouji check --repair`: the proposed reading beside the printed one."""

import json

from click.testing import CliRunner

from gouji.cli import main
from shared import EXAMPLES

SOUND = EXAMPLES / "yunxi-culture-2025.txt"


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_proposal_stands_beside_what_is_printed(tmp_path):
    mistaken, out = tmp_path / "mistaken.txt", tmp_path / "repairs.json"
    text = SOUND.read_text(encoding="utf-8").replace("1094.99", "1049.99", 1)
    mistaken.write_text(text, encoding="utf-8")
    assert run(mistaken, "--repair", out, "-q").exit_code == 1
    (proposal,) = json.loads(out.read_text(encoding="utf-8"))["proposals"]
    told = {key: proposal[key] for key in ("printed", "proposed", "unit", "certainty")}
    assert told == {"printed": "1049.99", "proposed": "1094.99", "unit": "万元", "certainty": "certain"}
    assert proposal["place"]["line"] and proposal["slip"]["zh"] == "相邻两位数字颠倒"
    assert any(not relation["holds"] for relation in proposal["relations"])
    assert mistaken.read_text(encoding="utf-8") == text


def test_sound_documents_get_no_proposals(tmp_path):
    out = tmp_path / "repairs.json"
    assert run(SOUND, "--repair", out, "-q").exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["proposals"] == []


def test_several_documents_are_an_array(tmp_path):
    out = tmp_path / "repairs.json"
    run(SOUND, EXAMPLES / "fenyang-2024.txt", "--repair", out, "-q")
    assert [len(one["proposals"]) for one in json.loads(out.read_text(encoding="utf-8"))] == [0, 1]
