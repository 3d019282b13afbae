"""The dashboard and the alert rules in docs/monitoring speak of metrics that exist."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.metrics import COUNTED, OF_FEEDS, OF_TITLES, Metrics

FOLDER = Path(__file__).parents[2] / "docs" / "monitoring"
NAME = re.compile(r"\b(?:autoredeem|python)_\w+")
SELECTOR = re.compile(r"((?:autoredeem|python)_\w+)\{([^}]*)\}")
GROUPING = re.compile(r"\bby \(([^)]*)\)")
GIVEN_BY_PROMETHEUS = {"job", "instance"}
WITHOUT_A_PICTURE = {"_created", "_bucket", "_sum", "_count"}


def _labels(registry: CollectorRegistry) -> dict[str, set[str]]:
    """Give the labels of every sample that can be there, by its name."""
    return {
        sample.name: set(sample.labels)
        for family in registry.collect()
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    metrics = Metrics()
    metrics.store_asked("wos", "settle", 0.2, failed=True)
    metrics.game_answered("wos", Outcome.REDEEMED, 0.3)
    metrics.recorded("wos", {Outcome.REDEEMED: 1})
    metrics.feed_polled("news", "read", 1)
    for name in OF_FEEDS:
        metrics.read_off_feed("news", name, lambda: 1.0)
    for name in COUNTED:
        metrics.count_off(name, lambda: 1)
    for name in OF_TITLES:
        metrics.read_off("wos", name, lambda: 1.0)
    return _labels(metrics.registry)


def _dashboard() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / "grafana.json").read_text(encoding="utf-8"))
    return content


def _rules() -> list[dict[str, Any]]:
    content = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
    return [rule for group in content["groups"] for rule in group["rules"]]


def _expressions() -> Iterator[str]:
    for panel in _dashboard()["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for variable in _dashboard()["templating"]["list"][1:]:
        yield variable["query"]["query"]
    yield from (rule["expr"] for rule in _rules())


@pytest.mark.parametrize("expression", sorted(set(_expressions())))
def test_an_expression_names_metrics_and_labels_that_exist(
    expression: str, known: dict[str, set[str]]
) -> None:
    names = NAME.findall(expression)
    assert names
    assert set(names) <= known.keys()
    allowed = GIVEN_BY_PROMETHEUS.union(*(known[name] for name in names))
    for name, selector in SELECTOR.findall(expression):
        used = set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)", selector))
        assert used <= known[name] | GIVEN_BY_PROMETHEUS
    for group in GROUPING.findall(expression):
        assert set(re.findall(r"\w+", group)) <= allowed
    assert expression.count("(") == expression.count(")")


def test_every_metric_has_its_place_on_the_dashboard(known: dict[str, set[str]]) -> None:
    shown = set(NAME.findall(" ".join(_expressions())))
    families = {re.sub("|".join(WITHOUT_A_PICTURE), "", name) for name in known}
    ours = {name for name in families if name.startswith("autoredeem_")}
    missing = {name for name in ours if not any(one.startswith(name) for one in shown)}
    assert not missing


def test_no_two_panels_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in _dashboard()["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken
        taken |= cells
        assert at["x"] + at["w"] <= 24


def test_every_alert_says_what_is_wrong_and_what_to_look_at() -> None:
    names = [rule["alert"] for rule in _rules()]
    assert len(set(names)) == len(names)
    for rule in _rules():
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"]


def test_outcomes_that_alerts_wait_for_exist() -> None:
    for rule in _rules():
        for wanted in re.findall(r'outcome=~?"([^"]*)"', rule["expr"]):
            assert set(wanted.split("|")) <= {outcome.value for outcome in Outcome}
