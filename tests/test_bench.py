"""The bench measures rightly, and its floor stays where it was laid."""

import hashlib
import math
import re
from email.message import Message
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import arithmetic, pages, report, scale
from bench.arithmetic import Comparison, Sample
from bench.client import Browser, InTurn, Request, Walk
from bench.pages import PageCost

FLOOR = Path(__file__).resolve().parent.parent / "bench/floor"


def sample(web=1.0, database=0.0, requests=100, **fields):
    return Sample(requests, web, database, fields.pop("wall", 1.0), **fields)


# --- The floor -----------------------------------------------------------------------------------------


def test_the_floor_is_frozen():
    """It may only ever be made faster, and then the sums are written anew on purpose (bench/README.md)."""
    written = dict(reversed(line.split("  ")) for line in (FLOOR / "SHA256SUMS").read_text().splitlines())

    found = {
        path.relative_to(FLOOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FLOOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS" and path.suffix != ".pyc"
    }

    assert found == written


def test_the_floor_takes_nothing_from_the_portal():
    taken = re.compile(r"^ *(?:from|import) +(?:okoce|participants|trainings|bazaars|reports)\b", re.MULTILINE)

    assert {path.name: taken.findall(path.read_text()) for path in FLOOR.rglob("*.py")} == {
        path.name: [] for path in FLOOR.rglob("*.py")
    }


# --- Visits ----------------------------------------------------------------------------------------------


class Server:
    """A connection that answers (status, headers, page) in turn and keeps what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def request(self, method, path, body=None, headers=()):
        self.asked.append((method, path, body, dict(headers)))

    def getresponse(self):
        status, headers, page = self.answers.pop(0)
        answer = SimpleNamespace(status=status, headers=Message(), read=lambda: page.encode())
        for name, value in headers:
            answer.headers[name] = value
        answer.getheader = lambda name, default=None: answer.headers.get(name, default)
        return answer


FORM = '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'


def test_a_browser_sends_a_form_with_its_cookies_and_the_token_of_the_page():
    server = Server((200, [("Set-Cookie", "csrftoken=t; Path=/")], FORM), (302, [("Location", "/selesai/7/")], ""))
    browser = Browser(server, (("Cookie", "sessionid=s"), ("X-Forwarded-For", "10.0.0.1")))

    browser.open("/daftar/")
    place = browser.send("/daftar/", {"name": "Siti", "times": ["0", "3"]}, goes_to="/selesai/")

    method, _, body, headers = server.asked[1]
    assert (place, method, body) == ("/selesai/7/", "POST", b"csrfmiddlewaretoken=abc&name=Siti&times=0&times=3")
    assert (headers["Cookie"], headers["X-Forwarded-For"]) == ("sessionid=s; csrftoken=t", "10.0.0.1")
    assert (browser.requests, browser.bytes) == (2, len(FORM))


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ([(404, [], "")], "/daftar/: 404 instead of 200"),
        ([(200, [], "no form")], "/daftar/: the page before it has no form"),
        ([(200, [], FORM), (200, [], FORM)], "/daftar/: 200 "),
        ([(200, [], FORM), (302, [("Location", "/masuk/")], "")], "/daftar/: 302 /masuk/"),
    ],
)
def test_a_walk_ends_at_the_first_wrong_answer_and_says_where(answers, complaint):
    def steps(browser):
        browser.open("/daftar/")
        browser.send("/daftar/", {}, goes_to="/selesai/")

    assert Walk(steps).visit(Server(*answers)) == complaint


def test_a_walk_without_a_wrong_answer_says_nothing():
    assert Walk(lambda browser: browser.open("/")).visit(Server((200, [], ""))) is None


def test_requests_in_turn_are_all_made_and_the_first_complaint_is_given():
    server = Server((200, [], ""), (500, [], ""), (404, [], ""))

    complaint = InTurn((Request("/a/"), Request("/b/"), Request("/c/"))).visit(server)

    assert (complaint, len(server.asked)) == ("/b/: 500 ", 3)


# --- Before ----------------------------------------------------------------------------------------------


def test_what_is_kept_is_added_to_and_a_page_s_share_is_of_its_ratio(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "BEFORE", tmp_path / "before.json")
    pages.keep_before({"page:a/b": {"ratio": 10.0}, "walk": {"ratio": 20}})
    pages.keep_before({"walk": {"ratio": 16}})
    costs = {"page:a/b": PageCost(8.0, 1.0, 5, 12_345, 4.0), "page:a/new": PageCost(1.0, 0.5, 2, 99, 1.0)}

    lines = list(pages._lines(costs, pages.read_before()))

    assert pages.read_before() == {"page:a/b": {"ratio": 10.0}, "walk": {"ratio": 16}}
    assert lines[2:4] == [
        "| a/b | 8.0 | 1.0 | 5 | 12,345 | **4.0** | 0.40 |",
        "| a/new | 1.0 | 0.5 | 2 | 99 | **1.0** |  |",
    ]
    assert lines[-1] == "Share of before over all pages: median 0.40, most 0.40."


def test_a_journey_has_a_share_where_something_is_kept():
    rounds = ((sample(web=2.0), sample(web=1.0)),)

    assert Comparison("x", 8, rounds, before=4).share == pytest.approx(0.5)
    assert Comparison("x", 8, rounds).share is None


# --- Arithmetic ----------------------------------------------------------------------------------------


def test_cost_is_web_and_database_together_for_one_request():
    assert sample(web=0.3, database=0.2, requests=100).server_ms == pytest.approx(5)


def test_the_ratio_is_the_median_of_the_rounds_own_ratios():
    rounds = tuple((sample(web=portal), sample(web=floor)) for portal, floor in ((2, 1), (9, 3), (40, 1)))

    assert Comparison("x", 8, rounds).ratio() == 3  # of 2, 3 and 40: one bad round does not move it


def test_sides_may_have_made_different_numbers_of_requests():
    rounds = ((sample(web=1.0, requests=50), sample(web=1.0, requests=200)),)

    assert Comparison("x", 8, rounds).ratio() == pytest.approx(4)


def test_a_round_too_short_to_be_counted_has_no_ratio():
    assert arithmetic.ratios([(1, 0), (6, 2)]) == [3]
    assert math.isnan(arithmetic.ratios([(1, 0)])[0])
    assert arithmetic.verdict(math.nan, 3, 2) == "not measured"


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, 50), (0.95, 95), (1, 100), (0.001, 1)],
)
def test_a_percentile_is_one_of_the_values(share, expected):
    assert arithmetic.percentile(range(1, 101), share) == expected


def test_a_percentile_of_nothing_is_not_a_number():
    assert math.isnan(arithmetic.percentile([], 0.5))


@pytest.mark.parametrize(
    ("ratio", "must", "goal", "expected"),
    [
        (1.9, 3, 2, "goal"),
        (2.0, 3, 2, "goal"),
        (2.5, 3, 2, "must"),
        (3.0, 3, 2, "must"),
        (3.1, 3, 2, "MISSES"),
        (9.0, None, 8, "misses the goal"),
        (9.0, None, None, ""),
        (2.4, 2.3, None, "MISSES"),
    ],
)
def test_a_verdict_says_what_was_reached(ratio, must, goal, expected):
    assert arithmetic.verdict(ratio, must, goal) == expected


# --- What the kernel says ------------------------------------------------------------------------------


def test_a_process_counts_itself_and_the_children_it_buried():
    stat = "4242 (gunicorn: (a) b) S 17 4242 4242 0 -1 4194560 100 200 0 0 310 45 1000 6 20 0 5 0 99"

    assert arithmetic.parse_stat(stat) == (17, 310 + 45 + 1000 + 6)


def test_a_tree_is_the_root_and_all_below_it():
    parents = {1: 0, 10: 1, 11: 10, 12: 10, 13: 12, 20: 1, 21: 20}

    assert sorted(arithmetic.tree(10, parents)) == [10, 11, 12, 13]


def test_a_tree_without_its_root_is_empty():
    assert arithmetic.tree(10, {1: 0}) == []


def test_waiting_is_not_work():
    line = "cpu  100 5 50 800 20 3 2 1 0 0\ncpu0 1 2 3"

    assert arithmetic.machine_ticks(line) == (161, 981)


# --- The page ------------------------------------------------------------------------------------------


def test_figures_by_size_and_figures_against_the_floor_leave_each_other_alone(tmp_path, monkeypatch):
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Head\n\n{report.BEGIN}\nold\n{report.END}\n\nby hand\n")
    monkeypatch.setattr(report, "PAGE", page)

    report.write(f"{report.SCALE[0]}\nby size\n{report.SCALE[1]}", report.SCALE)
    report.write(f"{report.BEGIN}\nnew\n{report.END}")
    report.write(f"{report.SCALE[0]}\nby size again\n{report.SCALE[1]}", report.SCALE)

    assert page.read_text() == (
        f"# Head\n\n{report.BEGIN}\nnew\n{report.END}\n\nby hand\n\n"
        f"{report.SCALE[0]}\nby size again\n{report.SCALE[1]}\n"
    )


def test_sizes_are_compared_by_the_cpu_of_a_request():
    rounds = (
        (sample(web=1.2), sample(web=1.0)),
        (sample(web=1.0), sample(web=1.0)),
        (sample(web=1.05), sample(web=1.0)),
    )

    found = Comparison("a page", 4, rounds, must=scale.MUST)

    assert arithmetic.verdict(found.ratio(), found.must, None) == "must"
    assert arithmetic.verdict(1.11, scale.MUST, None) == "MISSES"
