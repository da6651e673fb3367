"""Whether an open page has its styles and fonts: on a busy machine a connection breaks now and then, and a page in
another font is taller than the page that is measured."""

_MISSING = """async () => {
    await document.fonts.ready;
    const came = sheet => {
        try { return sheet.cssRules.length > 0; } catch { return false; }  // what broke may not be read
    };
    const styles = [...document.querySelectorAll("link[rel=stylesheet]")];
    return [
        ...styles.filter(style => !came(style.sheet)).map(style => style.href),
        ...[...document.fonts].filter(font => font.status === "error").map(font => font.family),
    ];
}"""


def missing(page, said=None):
    """What an open page waits for in vain: addresses of its styles and names of its fonts, after it was loaded once
    more where something did not come; of the first attempt nothing stays in `said`, a list of lines of its console."""
    page.wait_for_load_state()
    if page.evaluate(_MISSING):
        if said is not None:
            said.clear()
        page.reload()
    return page.evaluate(_MISSING)
