"""Models of bazaars."""

from bazaars.models.applications import StallApplication
from bazaars.models.bazaars import Bazaar
from bazaars.models.draws import ClosedList, Draw, DrawResult
from bazaars.models.sales import StallSale
from bazaars.models.stalls import StallDay

__all__ = ["Bazaar", "ClosedList", "Draw", "DrawResult", "StallApplication", "StallDay", "StallSale"]
