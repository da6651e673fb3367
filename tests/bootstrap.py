"""The classes that Bootstrap defines and static/css/bootstrap.css leaves out: no page of ours may use one."""

import re

from scripts.make_styles import OWN, PAGES_STYLES, SOURCE


def classes_defined(css):
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r"url\(\"[^\"]*\"\)", "", css))
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


LEFT_OUT = classes_defined(SOURCE.read_text()) - classes_defined(PAGES_STYLES.read_text()) - OWN
