"""What the rules on narrative and forms find in a real document."""

from collections import Counter

from gouji.check.engine import check
from gouji.check.masking import names_in
from gouji.check.rulebook import rulebook
from gouji.model.finding import Report
from gouji.read import read
from shared import SEED, needs_seed

# Rule → (severity, how many findings). The forms marked 结转23年, the 10,000-fold unit, the missing forms …
FOUND = {
    "B-3": ("error", 1),
    "B-5": ("warning", 1),
    "B-6": ("warning", 1),
    "B-9": ("error", 1),
    "B-12": ("warning", 1),
    "B-14": ("warning", 1),
    "B-15": ("warning", 1),
    "B-16": ("note", 1),
    "B-18": ("note", 1),
    "B-19": ("note", 1),
    "B-20": ("warning", 1),
    "B-21": ("warning", 1),
    "B-22": ("note", 1),
    "B-23": ("note", 1),
    "B-24": ("note", 1),
    "B-25": ("note", 2),
    "B-26": ("note", 1),
    "B-27": ("note", 1),
    "B-28": ("note", 1),
    "B-29": ("note", 1),
    "B-30": ("note", 1),
    "B-31": ("note", 1),
    "B-32": ("note", 1),
    "B-37": ("warning", 1),
    "B-38": ("note", 1),
    "B-39": ("note", 1),
    "N-2": ("error", 1),
    "N-7": ("warning", 1),
    "N-15": ("note", 1),
    "N-16": ("note", 1),
    "N-17": ("note", 1),
    "N-24": ("warning", 1),
    "N-26": ("warning", 1),
    "N-27": ("error", 1),
    "N-29": ("warning", 1),
    "N-31": ("note", 1),
    "N-45": ("note", 1),
    "N-46": ("note", 1),
    "N-47": ("error", 1),
    "N-48": ("note", 1),
    "N-49": ("note", 1),
    "N-50": ("note", 1),
    "N-51": ("note", 1),
    "N-52": ("note", 2),
    "N-53": ("note", 1),
    "N-54": ("note", 1),
    "N-55": ("note", 1),
    "N-56": ("note", 1),
    "N-57": ("note", 1),
    "N-58": ("note", 1),
    "N-59": ("note", 1),
    "N-60": ("note", 1),
    "N-61": ("note", 1),
    "N-62": ("note", 1),
    "N-63": ("note", 1),
}


def report() -> Report:
    return check(read(SEED), [rule for rule in rulebook() if rule.family in ("narrative", "forms")])


@needs_seed
def test_what_is_found():
    found = report().findings
    severities = {finding.rule: finding.severity for finding in found}
    assert {rule: (severities[rule], count) for rule, count in Counter(f.rule for f in found).items()} == FOUND


@needs_seed
def test_figures_that_are_right_hold():
    outcomes = {outcome.rule: outcome for outcome in report().outcomes}
    assert all(outcomes[rule].status == "holds" for rule in ("N-1", "N-4", "N-5", "N-6", "N-9", "N-14", "N-21", "N-22", "N-25", "B-1", "B-2"))
    assert outcomes["N-1"].checked > 35


@needs_seed
def test_missing_forms_are_told_with_their_money():
    (finding,) = (finding for finding in report().findings if finding.rule == "B-3")
    assert "少2张" in finding.message.zh
    assert "346.13万元" in finding.message.zh


@needs_seed
def test_the_share_of_another_whole_names_both():
    (finding,) = (finding for finding in report().findings if finding.rule == "N-7")
    assert (finding.printed, finding.expected) == ("89.42%", "86.71%")


@needs_seed
def test_private_persons_are_masked():
    disclosure = read(SEED)
    rules = [rule for rule in rulebook() if rule.family in ("narrative", "forms")]
    found = check(disclosure, rules).findings
    text = "".join(f.message.zh + f.printed + f.expected + "".join(p.part for p in f.places) for f in found)
    names = {name for form in disclosure.forms for name in names_in(form.name)}
    assert names
    assert not [name for name in names if name in text]
