"""Admin classes of bazaars."""

from bazaars.admin.applications import StallApplicationAdmin
from bazaars.admin.bazaars import BazaarAdmin
from bazaars.admin.draws import DrawAdmin
from bazaars.admin.sales import StallSaleAdmin

__all__ = ["BazaarAdmin", "DrawAdmin", "StallApplicationAdmin", "StallSaleAdmin"]
