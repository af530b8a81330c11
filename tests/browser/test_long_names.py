"""A group may have a long name; what phones need from the big screen stays on it."""

LONG = "Tuesday Evening Circle of Hope and Recovery for Everyone from Río Verde Valley"
WALLS = ((1920, 1080), (1280, 720), (1024, 768))


def test_the_code_stays_on_the_big_screen_however_long_the_group_s_name_is(server, device):
    session, wall = server.open(called=LONG), device("projector")
    wall.page.goto(server.url + session.screen_path)
    wall.page.get_by_role("heading", name=LONG).wait_for()
    for width, height in WALLS:
        wall.page.set_viewport_size({"width": width, "height": height})
        for part in (".way-in h1", ".qr", ".code"):
            box = wall.page.locator(part).bounding_box()
            assert box["y"] >= 0, (part, width)
            assert box["y"] + box["height"] <= height, (part, width)
    session.close()
