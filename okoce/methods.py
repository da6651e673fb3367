"""Answers to a method that an address does not take: the way to its form, or a page that says so."""

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import resolve

KNOWN = ["GET", "HEAD", "POST", "OPTIONS"]


class MethodNotAllowedMiddleware:
    """Lead somebody who opens the address of a button to the page that holds it; draw the 405 page for the rest.

    No page takes a method besides KNOWN: a view that does not look at the method would answer as to GET.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_known = request.method in KNOWN
        response = self.get_response(request) if is_known else HttpResponseNotAllowed(KNOWN)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        if request.method in ("GET", "HEAD"):
            return redirect(page_above(request.path_info))
        context = {"page_url": request.path if "GET" in response["Allow"] else page_above(request.path_info)}
        page = render(request, "405.html", context, status=405)
        page["Allow"] = response["Allow"]
        return page


def page_above(path):
    """Return the nearest address above a path that is one of ours; the first page where there is none."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:end])}/"
        try:
            resolve(above)
        except Http404:
            continue
        return above
    return "/"
