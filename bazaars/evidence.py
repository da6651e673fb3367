"""What bazaars saw of people: takings at a stall."""

from bazaars.models import StallSale
from okoce.formats import rupiah, tanggal
from okoce.programme.stages import Stage
from participants.facts import Fact


def facts(participant_ids):
    rows = StallSale.objects.standing().filter(participant__in=participant_ids)
    for pk, person, day, amount in rows.values_list("pk", "participant_id", "sold_on", "amount"):
        yield Fact(person, Stage.MARKETING, "sale", day, f"stallsale:{pk}", amount=amount)


def words(refs):
    numbers = [ref.removeprefix("stallsale:") for ref in refs if ref.startswith("stallsale:")]
    if not numbers:
        return {}
    sales = StallSale.objects.filter(pk__in=numbers).select_related("bazaar")
    return {f"stallsale:{sale.pk}": _in_words(sale) for sale in sales}


def _in_words(sale):
    return f"Berjualan di {sale.bazaar.name}, {tanggal(sale.sold_on)}: {rupiah(sale.amount)}"
