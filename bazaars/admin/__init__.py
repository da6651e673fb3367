from bazaars.admin.bazaars import BazaarAdmin
from bazaars.admin.sales import StallSaleAdmin

__all__ = ["BazaarAdmin", "StallSaleAdmin"]
