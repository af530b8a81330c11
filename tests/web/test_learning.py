"""The learning log by its pages: hours, evidence that can do no harm, the packet, rule packs of one's own."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pypdf
import pytest

from facilitator.practice import evidence, forgetting, learning
from facilitator.practice.evidence import EVIDENCE
from facilitator.practice.models import Renewal
from facilitator.rehearsing.phone import _Page
from tests.practice.papers import A_PDF_THAT_IS_ALSO_HTML, HTML, SVG, a_pdf, a_png, a_zip
from tests.store.signing import every_byte

TODAY = date.today()
HOURS = {"title": "Boundaries", "date": TODAY.isoformat(), "hours": "1.5", "provider": "Riverside", "kind": "course",
         "category": "", "note": "", "link": ""}  # fmt: skip


@pytest.fixture
def fay(site):
    return site.as_("Fay")


def write_down(browser, **more: str) -> str:
    """Writes hours down; gives where the entry is."""
    answer = browser.send("/practice/log/new", **{**HOURS, **more})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def upload(browser, entry: str, data: bytes, name: str = "certificate.pdf", token: str = ""):
    token = token or _Page(browser.get("/practice/log/new").text).fields["csrf_token"]
    form = {"csrf_token": token, "file": (io.BytesIO(data), name)}
    return browser.client.post(f"{entry}/files", data=form, content_type="multipart/form-data")


def begin(browser, pack: str = "us-pa", **more: str) -> None:
    """A period that began a month ago."""
    first = (TODAY - timedelta(days=30)).isoformat()
    answer = browser.send("/practice/renewal", **{"pack": pack, "starts_on": first, "carried": "0", **more})
    assert answer.status_code == 302, answer.text


def files(site, name: str = "Fay") -> list[evidence.Listed]:
    return evidence.files_of(site.home.store, site.home.practice, site.ids[name])


# Hours


def test_hours_are_written_down_changed_and_let_go(site, fay):
    entry = write_down(fay, hours="1,5", category="")
    assert "Boundaries" in fay.get("/practice/log").text
    assert fay.send(entry, **{**HOURS, "hours": "2.25", "title": "Limits"}).status_code == 302
    (found,) = learning.entries_of(site.home.store, site.home.practice, site.ids["Fay"])
    assert (found.hours.title, found.hours.minutes) == ("Limits", 135)
    assert "Let go of this entry?" in fay.get(f"{entry}/forget").text
    fay.send(f"{entry}/forget")
    assert fay.get(entry).status_code == 404
    assert b"Limits" not in every_byte(site.home.config.data)


REFUSED = [
    ("hours", "1.1", "in quarters"), ("hours", "0", "in quarters"), ("hours", "-1", "in quarters"),
    ("hours", "nan", "in quarters"), ("hours", "1e9", "in quarters"), ("hours", "", "in quarters"),
    ("title", "", "Please fill this in."), ("title", "x" * 161, "too long"), ("date", "", "Please fill this in."),
    ("date", (TODAY + timedelta(days=2)).isoformat(), "a day that has come"), ("link", "javascript:alert(1)", "https://"),
    ("note", "x" * 1001, "too long"),
]  # fmt: skip


def test_what_cannot_be_is_refused_and_stays_on_the_page(site, fay):
    for field, typed, said in REFUSED:
        answer = fay.send("/practice/log/new", **{**HOURS, field: typed})
        assert answer.status_code == 200, (field, typed)
        assert said in answer.text, (field, typed)
    assert learning.entries_of(site.home.store, site.home.practice, site.ids["Fay"]) == []


def test_the_page_says_what_is_missing_by_when(fay):
    assert "Begin a period" in fay.get("/practice/log").text
    begin(fay)
    write_down(fay, hours="2", category="ethics")
    page = fay.get("/practice/log").text
    assert "34 h are missing." in page
    assert "Ethics: 2 of at least 3 h · 1 h missing" in page
    assert "Please verify with your board, Pennsylvania Certification Board" in page
    assert page.count("<svg") == 3


def test_it_reminds_near_the_end_here_and_on_the_groups_page_and_not_before(fay):
    begin(fay)
    assert "still missing" not in fay.get("/groups").text
    begin(fay, starts_on=(TODAY - timedelta(days=365 * 2 - 20)).isoformat())
    for path in ("/groups", "/practice", "/practice/log"):
        assert "36 h are still missing" in fay.get(path).text, path


def test_changing_when_a_period_began_leaves_one_period(site, fay):
    begin(fay)
    begin(fay, starts_on=(TODAY - timedelta(days=60)).isoformat(), pack="us-tx")
    with site.home.store.read() as session:
        (row,) = session.query(Renewal).all()
    assert (row.starts_on, row.pack) == (TODAY - timedelta(days=60), "us-tx")
    fay.send("/practice/renewal/forget", at="/practice/renewal", first=row.starts_on.isoformat())
    assert "Begin a period" in fay.get("/practice/log").text


def test_after_a_period_the_next_one_is_offered_with_what_may_be_carried(site, fay):
    where = fay.send("/practice/packs/new", **PACK).headers["Location"]
    first = TODAY.replace(year=TODAY.year - 2, day=1)
    begin(fay, pack=where.rsplit("/", 1)[1], starts_on=first.isoformat())
    for category, hours in (("ethics", "3"), ("trauma", "1.5"), ("", "9")):
        write_down(fay, category=category, hours=hours, date=(first + timedelta(days=9)).isoformat())
    page = fay.get("/practice/renewal").text
    assert f'value="{first.replace(year=first.year + 1).isoformat()}"' in page
    assert 'value="1"' in page
    log = fay.get("/practice/log").text
    assert "This period is over." in log
    assert "1 h can be carried into the next period." in log


def test_nobody_else_reaches_hours_or_evidence(site, fay):
    entry = write_down(fay)
    upload(fay, entry, a_pdf("Marked paper"))
    (file,) = files(site)
    for name in ("Dot", "Olu", "Cora", "Ada"):
        other, refused = site.as_(name), 403 if name in ("Cora", "Ada") else 404
        for path in (entry, f"{entry}/forget", f"{entry}/files/{file.id}"):
            answer = other.get(path)
            assert answer.status_code == refused
            assert b"Boundaries" not in answer.data
        for path in (entry, f"{entry}/forget", f"{entry}/files", f"{entry}/files/{file.id}/forget"):
            at = "/organization" if name == "Ada" else "/attendance" if name == "Cora" else "/practice"
            assert other.send(path, at=at, **HOURS).status_code == refused, (name, path)
        assert "Boundaries" not in other.get("/practice/log").text
    assert files(site) == [file]


# Evidence


def test_a_file_is_kept_sealed_and_given_back_only_as_a_download(site, fay):
    entry, paper = write_down(fay), a_pdf("Certificate of Fay")
    assert upload(fay, entry, paper).status_code == 302
    (file,) = files(site)
    assert file.evidence.name == "certificate.pdf"
    on_disk = (site.home.config.data / EVIDENCE / file.id).read_bytes()
    assert b"PDF" not in on_disk
    answer = fay.get(f"{entry}/files/{file.id}")
    assert answer.data == paper
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert site.browser().get(f"{entry}/files/{file.id}").status_code == 302
    assert site.browser().get(f"/static/{EVIDENCE}/{file.id}").status_code == 404


NOT_TAKEN = [
    (HTML, "page.html"), (HTML, "paper.pdf"), (SVG, "drawing.svg"), (SVG, "photo.png"), (a_zip(), "papers.zip"),
    (b"GIF89a" + b"\0" * 300, "a.gif"), (b"hello", "a.pdf"), (b"MZ" + b"\0" * 300, "setup.pdf"),
]  # fmt: skip


def test_what_is_not_a_paper_or_a_picture_is_refused_whatever_it_is_called(site, fay):
    entry = write_down(fay)
    for data, name in NOT_TAKEN:
        answer = upload(fay, entry, data, name)
        told = fay.get(answer.headers["Location"]).text
        assert "Not kept: only PDF" in told.split('id="files"')[1], name  # where the file was chosen, not far above
        assert told.count("Not kept: only PDF") == 1
    assert files(site) == []
    assert list((site.home.config.data / EVIDENCE).glob("*")) == []


def test_a_paper_that_is_a_page_as_well_does_no_harm(site, fay):
    entry = write_down(fay)
    upload(fay, entry, A_PDF_THAT_IS_ALSO_HTML, "paper.html")
    (file,) = files(site)
    answer = fay.get(f"{entry}/files/{file.id}")
    assert (file.evidence.name, answer.headers["Content-Type"]) == ("paper.pdf", "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("typed", "kept"), [
    ("../../etc/passwd", "passwd.png"), ("..\\..\\boot.ini", "boot.png"), ("/etc/cron.d/x.png", "x.png"),
    ("", "evidence.png"), ("certificate.pdf", "certificate.png"), ("a\x00b\r\nSet-Cookie: x.png", "ab Set-Cookie: x.png"),
    ("\u202egnp.exe", "gnp.png"), ("...", "evidence.png"), ("\ud800", "evidence.png"),
    ("n" * 300 + ".png", "n" * 80 + ".png"), ("año ñ.png", "año ñ.png"),
])  # fmt: skip
def test_a_name_leads_nowhere(typed, kept):
    assert evidence.harmless_name(typed, "image/png") == kept


def test_a_name_with_a_path_in_it_is_kept_under_another_and_given_back_without(site, fay):
    entry = write_down(fay)
    upload(fay, entry, a_png(), "../../../etc/año; x=.png")
    (file,) = files(site)
    assert [path.name for path in (site.home.config.data / EVIDENCE).iterdir()] == [file.id]
    told = fay.get(f"{entry}/files/{file.id}").headers["Content-Disposition"]
    assert told.startswith("attachment")
    assert "/" not in told
    assert ".." not in told


def test_a_file_of_ten_megabytes_fits_and_a_byte_more_does_not(site, fay):
    entry = write_down(fay)
    full = a_png() + b"\0" * (evidence.MOST_BYTES - len(a_png()))
    assert upload(fay, entry, full, "a.png").status_code == 302
    assert len(files(site)) == 1
    answer = upload(fay, entry, full + b"\0", "b.png")
    assert "10 MB at the most" in fay.get(answer.headers["Location"]).text
    answer = upload(fay, entry, full + b"\0" * 100_000, "c.png")
    assert answer.status_code == 413
    assert "10 MB at the most" in answer.text
    assert f'href="{entry}#files"' in answer.text
    assert len(files(site)) == 1


def test_only_this_page_takes_so_much_and_only_from_whom_it_is_for(site, fay):
    entry, large = write_down(fay), a_png() + b"\0" * 100_000
    for name in ("Cora", "Ada"):
        assert upload(site.as_(name), entry, large, token="none").status_code == 413
    assert fay.send("/practice/log/new", **{**HOURS, "note": "x" * 100_000}).status_code == 413
    assert site.browser().client.post(f"{entry}/files", data={"file": (io.BytesIO(large), "a.png")}).status_code == 413


def test_nothing_chosen_and_too_many_are_told_so(site, fay):
    entry = write_down(fay)
    answer = upload(fay, entry, b"", "")
    assert "choose a file first" in fay.get(answer.headers["Location"]).text
    for n in range(evidence.MOST_FILES):
        upload(fay, entry, a_png(), f"{n}.png")
    answer = upload(fay, entry, a_png(), "more.png")
    assert "as many files as fit" in fay.get(answer.headers["Location"]).text
    assert len(files(site)) == evidence.MOST_FILES == len(list((site.home.config.data / EVIDENCE).iterdir()))


def test_a_file_let_go_is_gone_from_the_disk_and_its_key_with_it(site, fay):
    entry = write_down(fay)
    upload(fay, entry, a_png(), "a.png")
    (file,) = files(site)
    path = site.home.config.data / EVIDENCE / file.id
    copy = path.read_bytes()
    fay.send(f"{entry}/files/{file.id}/forget", at=entry)
    assert not path.exists()
    assert files(site) == []
    path.write_bytes(copy)
    assert fay.get(f"{entry}/files/{file.id}").status_code == 404
    assert file.evidence.key not in every_byte(site.home.config.data)


def test_letting_go_of_an_entry_takes_its_files_along(site, fay):
    entry, other = write_down(fay), write_down(fay, title="Another")
    for one in (entry, other):
        upload(fay, one, a_png(), "a.png")
    fay.send(f"{entry}/forget")
    (left,) = files(site)
    assert other.endswith(left.entry)
    assert fay.get(f"{other}/files/{left.id}").data == a_png()


def test_a_file_changed_on_the_disk_is_not_given_out(site, fay):
    entry = write_down(fay)
    upload(fay, entry, a_png(), "a.png")
    (file,) = files(site)
    path = site.home.config.data / EVIDENCE / file.id
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert fay.get(f"{entry}/files/{file.id}").status_code == 404


def test_a_file_that_a_crash_left_is_swept_away_and_others_stay(site, fay):
    entry = write_down(fay)
    upload(fay, entry, a_png(), "a.png")
    folder = site.home.config.data / EVIDENCE
    (folder / "flost").write_bytes(b"half")
    assert evidence.sweep(site.home.store, folder) == 0, "it may be on its way"
    assert evidence.sweep(site.home.store, folder, left_behind=-1) == 1
    assert len(files(site)) == len(list(folder.iterdir())) == 1


def test_when_an_account_goes_everything_it_wrote_goes(site, fay):
    begin(fay)
    entry = write_down(fay)
    upload(fay, entry, a_png(), "a.png")
    home = site.home
    forgetting.forget_organization(home.store, home.practice, home.config.data / EVIDENCE, site.ids["Riverside"])
    assert files(site) == []
    assert list((home.config.data / EVIDENCE).iterdir()) == []
    assert home.practice.numbers(site.ids["Fay"]) == []
    assert "Begin a period" in fay.get("/practice/log").text


# The packet


def packet(browser) -> zipfile.ZipFile:
    answer = browser.get("/practice/packet.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_the_packet_holds_an_index_the_log_and_the_evidence(fay):
    begin(fay)
    first = write_down(
        fay, title="Ethics <b>&</b> you", category="ethics", date=(TODAY - timedelta(days=3)).isoformat()
    )
    write_down(fay, title="=HYPERLINK(1)", provider="@evil", link="https://example.org/certificate")
    write_down(fay, title="Long ago", date="2001-01-01")
    for _ in range(2):
        upload(fay, first, a_pdf("Certificate of Fay"))
    archive = packet(fay)
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        "evidence/001-certificate-2.pdf", "evidence/001-certificate.pdf", "index.pdf", "learning-log.csv",
    ]  # fmt: skip
    says = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(archive.read("index.pdf"))).pages)
    for part in ("Fay", "Riverside", "Pennsylvania Certification Board", "Ethics <b>&</b> you", "001-certificate.pdf",
                 "https://example.org"):  # fmt: skip
        assert part in says.replace("\n", " "), part
    assert "Long ago" not in says
    rows = list(csv.reader(io.StringIO(archive.read("learning-log.csv").decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["Ethics <b>&</b> you", "'=HYPERLINK(1)"]
    assert rows[2][3] == "'@evil"
    assert rows[1][6] == "1.5"
    again = pypdf.PdfReader(io.BytesIO(archive.read("evidence/001-certificate.pdf")))
    assert "Certificate of Fay" in again.pages[0].extract_text()


def test_a_packet_in_spanish(fay):
    begin(fay)
    write_down(fay, category="ethics")
    answer = fay.get("/practice/packet.zip?lang=es")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    says = pypdf.PdfReader(io.BytesIO(archive.read("index.pdf"))).pages[0].extract_text()
    assert "Formación continua" in says
    assert "Ética" in says


def test_names_from_everywhere_stand_in_the_index_as_they_are_written(fay):
    begin(fay)
    write_down(fay, title="Łódź, Žižkov", provider="Школа Надежды, Nguyễn")
    pages = pypdf.PdfReader(io.BytesIO(packet(fay).read("index.pdf"))).pages
    fonts = [font.get_object() for font in pages[0]["/Resources"]["/Font"].values()]
    assert any("DejaVuSans" in font["/BaseFont"] for font in fonts)
    says = pages[0].extract_text().replace("\n", " ")
    for part in ("Łódź, Žižkov", "Школа Надежды, Nguyễn"):
        assert part in says


def test_without_a_period_there_is_nothing_to_pack_and_the_page_says_what_to_do(fay):
    answer = fay.get("/practice/packet.zip")
    assert answer.headers["Location"] == "/practice/renewal"


# Rule packs


PACK = {"name": "Our own", "board": "Riverside", "total": "12.5", "months": "12", "categories": "3 Ethics\n1,5 Trauma",
        "carry": "2", "source": "Our handbook", "checked": TODAY.isoformat(), "counts": "course", "notes": ""}  # fmt: skip


def test_an_organization_writes_rules_of_its_own(site, fay):
    answer = fay.send("/practice/packs/new", **PACK)
    where = answer.headers["Location"]
    page = fay.get(where).text
    assert "12.5 h in 12 months" in page
    assert "Trauma" in page
    id = where.rsplit("/", 1)[1]
    begin(fay, pack=id)
    write_down(fay, hours="2", category="ethics")
    assert "Ethics: 2 of at least 3 h" in fay.get("/practice/log").text
    fay.send(f"{where}/edit", **{**PACK, "categories": "4 Ethics and law\n1,5 Trauma"})
    assert "Ethics and law: 2 of at least 4 h" in fay.get("/practice/log").text, "renamed, it is still the same"
    assert "goes by it" in fay.get(fay.send(f"{where}/forget", at=where).headers["Location"]).text
    assert site.as_("Dot").get(where).status_code == 200
    assert site.as_("Ada").get(where).status_code == 200
    olu = site.as_("Olu")
    for path in (where, f"{where}/edit"):
        assert olu.get(path).status_code == 404
    assert olu.send(f"{where}/forget", at="/practice").status_code == 404
    assert "Our own" not in olu.get("/practice/packs").text + olu.get("/practice/renewal").text
    assert olu.send("/practice/renewal", pack=id, starts_on=TODAY.isoformat(), carried="0").status_code == 200
    assert site.as_("Cora").get("/practice/packs").status_code == 403


def test_rules_that_nobody_goes_by_can_be_removed(fay):
    where = fay.send("/practice/packs/new", **PACK).headers["Location"]
    assert fay.send(f"{where}/forget", at=where).headers["Location"] == "/practice/packs"
    assert fay.get(where).status_code == 404
    assert fay.send("/practice/packs/us-pa/forget", at="/practice").status_code == 404
    assert fay.get("/practice/packs/us-pa/edit").status_code == 404
    assert fay.get("/practice/packs/us-pa").status_code == 200


NO_RULES = [
    ("categories", "Ethics 3", "Line 1: please write hours"), ("categories", "3 Ethics\n\nnone", "Line 3: please write hours"),
    ("categories", "20 Ethics", "more hours than there are in all"), ("total", "x", "in quarters"),
    ("does_not_count", "course", "both count and not count"), ("name", "", "Please fill this in."),
]  # fmt: skip


def test_rules_that_cannot_be_are_refused_with_the_line(fay):
    for field, typed, said in NO_RULES:
        answer = fay.send("/practice/packs/new", **{**PACK, field: typed})
        assert answer.status_code == 200, (field, typed)
        assert said in answer.text, (field, typed)


def test_rules_travel_as_a_file_and_one_that_is_wrong_is_refused_with_the_line(fay):
    where = fay.send("/practice/packs/new", **{**PACK, "name": 'Quoted "pack" \\ ñ 🧵'}).headers["Location"]
    page = fay.get(where).text
    text = page.split("readonly")[1].split(">", 1)[1].split("</textarea>")[0]
    text = text.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    again = fay.send("/practice/packs/from-file", body=text)
    assert again.status_code == 302, again.text
    assert "🧵" in fay.get(again.headers["Location"]).text
    wrong = fay.send("/practice/packs/from-file", body=text.replace("months = 12", "months = 'a year'"))
    assert "Line 4 cannot be used" in wrong.text
    assert "months = &#39;a year&#39;" in wrong.text, "what was pasted stays"
