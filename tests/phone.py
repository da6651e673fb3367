"""What a page is on a phone of 360 px: how tall with its thirty rows, how heavy, what of its tables is cut."""

from tests.loaded import missing

SIZE = {"width": 360, "height": 740}
ROWS = 30
# The most a page may take, in one table. Heights are in px, with 30 rows where a list has ten or more; bytes are those
# of the page before it is compressed.
HEIGHT, BYTES, FOOTER = 4_000, 100_000, 100
REGISTRATION = 2_000
TALLER = {
    "admin-sesi-buka": (6_000, "ten drafts, each with every session it clashes with, for a desk"),
    # As they are, without counting with thirty rows.
    "kemajuan": (5_200, "44 kecamatan, a map, a funnel"),
    "reports-progress": (5_200, "44 kecamatan, a map, a funnel"),
    "reports-board": (6_000, "gap, funnel, map, the five, each area, the trend, three small ones of each kota"),
    "trainings-targets-list": (8_000, "44 kecamatan, each with its numbers"),
    "participants-imports-list": (4_300, "what a list holds, how it is sent, and the files of the office"),
    "pelatihan": (3_000, "never more than twelve sessions, and above them those that fit somebody"),
    "bazar-diundi": (4_300, "two lists, the stalls of each day and the applications"),
    "admin-programme_programmeyear-satu": (7_000, "all rules of a year on one form"),
    "admin-training_sessions_session_calendar": (8_000, "a month of a kota, day by day"),
    "gaya": (20_000, "every part in every state"),
}
ADMIN = (4_800, "every column of a model, for a desk")
HEAVIER = {
    "gaya": (150_000, "every part in every state"),
    "reports-board": (120_000, "the map and 44 small charts; compressed it is a fifth"),
}

MEASURE = """() => {
    const rows = [...document.querySelectorAll("tbody, ul, ol")].map(list => [...list.children])
        .filter(items => items.length >= 10 && items[0].checkVisibility())
        .sort((one, other) => other.length - one.length)[0] || [];
    const one = rows.length ? (rows.at(-1).getBoundingClientRect().bottom - rows[0].getBoundingClientRect().top)
        / rows.length : 0;
    const whole = document.documentElement.scrollHeight;
    const cut = [...document.querySelectorAll("table")].filter(table => table.checkVisibility()).filter(table => {
        for (let frame = table.parentElement; frame; frame = frame.parentElement)
            if (getComputedStyle(frame).overflowX !== "visible" && frame.scrollWidth > frame.clientWidth + 1)
                return true;
        return table.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
    });
    const lines = cell => {
        const found = [], range = document.createRange();
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (walker.currentNode.parentElement.closest(".visually-hidden")) continue;
            range.selectNodeContents(walker.currentNode);
            found.push(...range.getClientRects());
        }
        return found;
    };
    const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1;
    const covered = [...document.querySelectorAll("td.row-act")].filter(cell => cell.checkVisibility()).filter(cell => {
        const own = cell.getBoundingClientRect();
        return [...cell.parentElement.children].filter(other => other !== cell).flatMap(lines)
            .some(line => meet(line, own));
    });
    return {
        covered: covered.map(cell => cell.innerText.slice(0, 60)),
        whole: Math.round(whole),
        height: Math.round(rows.length ? whole + (ROWS - rows.length) * one : whole),
        footer: Math.round(document.querySelector(".site-footer")?.getBoundingClientRect().height || 0),
        cut: cut.map(table => `${(table.caption?.innerText || table.className || table.id).slice(0, 60)}, at “${
            [...table.querySelectorAll("*")].map(part => [part.getBoundingClientRect().right, part.innerText])
                .sort((one, other) => other[0] - one[0])[0]?.join(" px: ").slice(0, 80)}”`),
    };
}""".replace("ROWS", str(ROWS))


def faults(page, slug, weight):
    """What of an open page is more than the table allows, as sentences."""
    yield from (f"has no {part}" for part in missing(page))
    seen = page.evaluate(MEASURE)
    tallest = TALLER.get(slug, ADMIN if slug.startswith("admin") else (HEIGHT, ""))[0]
    height = seen["whole"] if slug in TALLER else seen["height"]
    heaviest = HEAVIER.get(slug, (BYTES, ""))[0]
    if height > tallest:
        yield f"is {height} px tall, at most {tallest}"
    if weight > heaviest:
        yield f"weighs {weight} bytes, at most {heaviest}"
    if seen["footer"] > FOOTER:
        yield f"has a footer of {seen['footer']} px, at most {FOOTER}"
    for table in seen["cut"]:
        yield f"cuts the table {table}"
    for words in seen["covered"]:
        yield f"covers words of a row by “{words}”"
