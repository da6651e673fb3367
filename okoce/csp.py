"""The Content-Security-Policy of every answer. It never varies, so it is written once."""

from csp.constants import HEADER
from csp.utils import build_policy


class PolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault(HEADER, self.policy)
        return response
