from bazaars.models.bazaars import Bazaar
from bazaars.models.sales import StallSale

__all__ = ["Bazaar", "StallSale"]
