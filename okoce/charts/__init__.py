"""Pictures of figures: what to draw and where, for page and PDF alike. Drawing itself is in templates/charts/; maps
are in okoce/maps.py.

Every picture says in words what it shows (`desc`) and has the same numbers as a table (`table()`).
Coordinates are text with at most one decimal, so that the same figures are always the same bytes.
"""

from okoce.charts.bars import Bar, Bars
from okoce.charts.funnel import Funnel, FunnelStage
from okoce.charts.gap_bar import GapBar
from okoce.charts.multiple import Multiple
from okoce.charts.pace_line import PaceLine
from okoce.charts.picture import INK, Chart
from okoce.charts.target import TargetBar
from okoce.charts.trend import Line, Trend

__all__ = [
    "INK",
    "Bar",
    "Bars",
    "Chart",
    "Funnel",
    "FunnelStage",
    "GapBar",
    "Line",
    "Multiple",
    "PaceLine",
    "TargetBar",
    "Trend",
]
