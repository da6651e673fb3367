from okoce.accounts import asking

TRIGGERS = {"sqlite": {}, "postgresql": {"of_request": asking.FUNCTION}}
