"""What every template may ask for: how things are written, and our icons."""

import functools
import re

from django import template
from django.conf import settings
from django.forms import Select
from django.shortcuts import resolve_url
from django.template import Context
from django.template.base import TextNode
from django.template.defaulttags import url as django_url
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from okoce import formats
from okoce.programme import memory
from okoce.regions import places
from okoce.small_counts import SIGN

register = template.Library()
HIDDEN_SIGN = format_html('<span role="img" aria-label="disembunyikan">{}</span>', SIGN)

for name in (
    "angka",
    "hingga",
    "rupiah",
    "persen",
    "tanggal",
    "tanggal_pendek",
    "hari",
    "bulan",
    "pukul",
    "waktu",
    "rentang",
):
    register.filter(name, getattr(formats, name))
register.filter("place", places.line)
register.filter("place_name", places.named)
register.filter("year_of", memory.year_of)


@functools.cache
def _icons():
    sheet = (settings.ROOT / "static" / "icons.svg").read_text(encoding="utf-8")
    drawings = re.findall(r'<symbol id="([\w-]+)" viewBox="0 0 16 16">(.*?)</symbol>', sheet, re.S)
    return {name: mark_safe(drawing) for name, drawing in drawings}  # noqa: S308 our own file


def _drawn_once(func):
    """A simple tag that is drawn while its template is compiled, where its arguments are written in the template."""
    register.simple_tag(func)
    compile_node = register.tags[func.__name__]

    def compile_drawn(parser, token):
        node = compile_node(parser, token)
        arguments = [*node.args, *node.kwargs.values()]
        if node.target_var or any(argument.filters or not isinstance(argument.var, str) for argument in arguments):
            return node
        return TextNode(conditional_escape(node.render(Context())))

    register.tags[func.__name__] = compile_drawn
    return func


@register.tag
def url(parser, token):
    """Django's tag; an address without arguments is looked up while its template is compiled."""
    node = django_url(parser, token)
    name = node.view_name
    if node.args or node.kwargs or name.filters or not isinstance(name.var, str):
        return node
    address = reverse(name.var)
    return KnownAddress(node.asvar, address) if node.asvar else TextNode(conditional_escape(address))


class KnownAddress(template.Node):
    """`{% url "name" as variable %}`."""

    def __init__(self, variable, address):
        self.variable, self.address = variable, address

    def render(self, context):
        context[self.variable] = self.address
        return ""


@_drawn_once
def asset(path):
    """The address of a static file. Every page names eight of them."""
    return static(path)


@_drawn_once
@functools.lru_cache(maxsize=256)
def icon(name, label=""):
    """An icon of static/icons.svg; it is only decoration unless it gets a label."""
    if not name:
        return ""
    drawing = _icons()[name]
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="currentColor" role="img" '
            'aria-label="{}">{}</svg>',
            label,
            drawing,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true" '
        'focusable="false">{}</svg>',
        drawing,
    )


@_drawn_once
def icon_symbols(*names):
    """The drawings that a long list refers to with `icon_use`: once on a page instead of once a row."""
    symbol = '<symbol id="icon-{}" viewBox="0 0 16 16">{}</symbol>'
    symbols = format_html_join("", symbol, ((name, _icons()[name]) for name in names))
    return format_html('<svg class="visually-hidden" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


@_drawn_once
def icon_use(name):
    return format_html(
        '<svg class="icon" width="16" height="16" fill="currentColor" aria-hidden="true"><use href="#icon-{}"/></svg>',
        name,
    )


@register.simple_tag
@functools.lru_cache(maxsize=256)
def navigation_list(links):
    """The links of the header, which a page has twice: drawn once for each role and place."""
    return render_to_string("layout/navigation.html", {"navigation": links})


@register.simple_tag
def strip_steps(steps):
    """The steps of a strip, which say nothing of anybody: drawn once for each way they can stand."""
    return _strip_steps(tuple((step["number"], step["name"], step["state"], step["state_word"]) for step in steps))


@functools.lru_cache(maxsize=256)  # 2,000 of the 43,000 calls of one's own journey
def _strip_steps(steps):
    names = "number", "name", "state", "state_word"
    return render_to_string(
        "parts/strip_steps.html", {"steps": [dict(zip(names, step, strict=True)) for step in steps]}
    )


@register.simple_tag
def status(state, word):
    """A state as a word in its colour (.status in static/css/parts.css)."""
    return format_html('<span class="status" data-state="{}">{}</span>', state, word)


@register.simple_tag
def page_above(label, name):
    """Return the breadcrumb of a page whose view belongs to a library and gives no `crumbs`."""
    return [(label, resolve_url(name))]


@register.filter
def attributes(attrs, without=""):
    """Attributes of an element, as Django writes them, but for the one named `without`."""
    pairs, flags = [], []
    for name, value in sorted(attrs.items()):
        if value is True and name != without:
            flags.append(f" {name}")
        elif value is not None and value is not False and name != without:
            pairs.append(f' {name}="{conditional_escape(value)}"')
    return mark_safe("".join(pairs + flags))  # noqa: S308 names are ours, values are escaped


@register.filter
def as_control(field):
    """Draw a select or a field for text with Bootstrap's class, without the parts a form has around it."""
    own = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    return field.as_widget(attrs={"class": f"{own} {field.field.widget.attrs.get('class', '')}".strip()})


@register.filter
def terbit(value):
    """A number as it is published; the sign of a hidden one is read out as a word."""
    shown = value if isinstance(value, str) else formats.angka(value)
    return HIDDEN_SIGN if shown == SIGN else shown


@register.filter
def times(number):
    """Count from 1 to the number, for {% for %}."""
    return range(1, int(number) + 1)


@register.simple_tag(takes_context=True)
def page_query(context, **changes):
    """The address's question with some answers changed: `?{% page_query halaman=2 %}`."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return query.urlencode()
