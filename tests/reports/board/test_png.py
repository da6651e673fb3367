"""Pictures of the board as PNG, made by a real browser from the SVG that goes out as a file."""

import io

import pytest
from PIL import Image

from tests.factories.people import make_user
from tests.factories.places import PROVINCE
from tests.factories.reports import make_funnel, make_target
from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.usefixtures("inside_the_year")
def test_every_picture_goes_out_as_png(browser, live_server):
    make_funnel(812, 503, 251, 178, 138, 73, 16)
    make_target("pelatihan", 1000)
    page = steps.open_pages(browser, live_server.url)
    said = []
    page.on("console", lambda message: said.append(message.text))
    steps.log_in(page, make_user("official", region=PROVINCE).email)
    page.goto("/laporan/")

    for section, name in (("Di mana", "peta"), ("Di langkah mana", "corong"), ("Dari waktu ke waktu", "tren")):
        with page.expect_download() as saved:
            page.get_by_role("region", name=section).get_by_role("link", name="PNG").click()
        picture = Image.open(io.BytesIO(saved.value.path().read_bytes()))
        assert saved.value.suggested_filename.startswith(f"{name}-")
        assert (picture.format, saved.value.suggested_filename[-4:]) == ("PNG", ".png")
        assert (picture.width, 500 < picture.height < 4000) == (1600, True)
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 20
    assert said == []
