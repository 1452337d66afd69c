"""Following feeds, from a server on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from local_server import Answer, LocalServer, endless, in_turn, local_server, page, raw, redirect
from typer.testing import Result

from tracker.extraction.statements import Extraction, Item
from tracker.store import Store

SENTENCES = {
    "bridge": '"We will build the bridge next year," Jan Okafor told reporters on Wednesday. He warned of high costs.',
    "ferry": 'Petra Lindholm said the ferry would sail again in April. "Nobody will be left behind," she promised.',
    "school": "The mayor denied on Monday that the school would be closed, and accused the county of hearsay.",
    "harbour": '"The harbour stays open," said Karl Lindholm, who runs it. Traders criticised the new fees.',
}


def article(name: str) -> Answer:
    """Plain text, which is read sooner than a web page."""
    return page(f"The {name}\n\n{story(name)}", Content_Type="text/plain; charset=utf-8")


def web_page(name: str, dated: str = "") -> Answer:
    date = f'<meta property="article:published_time" content="{dated}">' if dated else ""
    return page(
        f'<!doctype html><html lang="en"><head><title>The {name}</title>{date}</head>'
        f"<body><article><h1>The {name}</h1><p>{story(name)}</p></article></body></html>"
    )


def story(name: str) -> str:
    return f"{SENTENCES[name]} The town council of Nordby meets again next week to talk about the {name}."


def item(name: str, link: str | None = None, *, content: str = "", guid: str = "") -> str:
    carried = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return (
        f"<item><title>The {name}</title><link>{link or f'/{name}.html'}</link><guid>{guid or name}</guid>"
        f"<pubDate>Fri, 08 Mar 2024 07:00:00 +0100</pubDate>{carried}</item>"
    )


def rss(*items: str, title: str = "Harbour Post", **headers: str) -> Answer:
    return page(
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{''.join(items)}</channel></rss>",
        Content_Type="application/rss+xml",
        **headers,
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that isn't there yet."""
    return tmp_path / "new" / "tracker.db"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server() as served:
        for name in SENTENCES:
            served.pages[f"/{name}.html"] = article(name)
        yield served


@pytest.fixture
def poll_with_model(ask) -> Callable[..., Result]:
    return lambda *options: ask("feeds", "poll", "--allow-private", "--pause", "0", *options)


@pytest.fixture
def poll(poll_with_model, monkeypatch) -> Callable[..., Result]:
    """A poll that finds no statements, and so is quick."""

    class NothingFound:
        def __init__(self, jobs: int) -> None:
            pass

        def begin(self, item: Item) -> Callable[[], Extraction]:
            return lambda: Extraction("en", (), ())

        def close(self) -> None:
            pass

    monkeypatch.setattr("tracker.extraction.pipeline.Extracting", NothingFound)
    return poll_with_model


@pytest.fixture
def follow(ask, server) -> Callable[..., str]:
    """Follows a feed with this answer; its address."""

    def add(answer: Answer, path: str = "/rss") -> str:
        server.pages[path] = answer
        assert ask("feeds", "add", server.url(path)).exit_code == 0
        return server.url(path)

    return add


def listed(ask) -> list[dict[str, object]]:
    return json.loads(ask("feeds", "list", "--json").stdout)


def titles(ask) -> list[str]:
    return sorted(each["title"] for each in json.loads(ask("articles", "--json").stdout))


def retried(result: Result) -> bool:
    return (result.exit_code, result.stdout, result.stderr) == (0, "", "")


class TestAddListRemove:
    def test_feeds_are_added_listed_and_removed(self, ask) -> None:
        added = ask("feeds", "add", "HTTPS://News.Example/rss", "https://post.example/atom?x=1")
        assert (added.exit_code, added.stdout) == (0, "")
        assert added.stderr.splitlines() == [
            "https://news.example/rss: added as feed 1",
            "https://post.example/atom?x=1: added as feed 2",
        ]
        assert ask("feeds", "list").stdout.splitlines() == [
            "1\thttps://news.example/rss\t\t0\t0\t0\t\t",
            "2\thttps://post.example/atom?x=1\t\t0\t0\t0\t\t",
        ]
        removed = ask("feeds", "remove", "https://NEWS.example/rss")
        assert (removed.exit_code, removed.stderr) == (0, "https://news.example/rss: no longer followed\n")
        assert [row["id"] for row in listed(ask)] == [2]
        assert ask("feeds", "remove", "2").exit_code == 0
        assert ask("feeds", "list").stderr == "no feed is followed; to follow one: tracker feeds add URL\n"

    def test_one_that_is_followed_already_stays(self, ask) -> None:
        ask("feeds", "add", "https://news.example/rss")
        again = ask("feeds", "add", "https://news.example/rss#top")
        assert (again.exit_code, again.stderr) == (0, "https://news.example/rss: already followed as feed 1\n")

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "news.example/rss", "ftp://news.example/", "feed:x"])
    def test_what_cant_be_followed_is_said_and_the_others_are_added(self, ask, url: str) -> None:
        result = ask("feeds", "add", url, "https://news.example/rss")
        assert result.exit_code == 1
        assert f"{url}: " in result.stderr
        assert [row["url"] for row in listed(ask)] == ["https://news.example/rss"]

    def test_a_wrong_address_alone_makes_no_database(self, ask, database) -> None:
        assert ask("feeds", "add", "file:///x").exit_code == 1
        assert not database.exists()

    def test_a_password_is_not_kept(self, ask, database) -> None:
        result = ask("feeds", "add", "https://me:secret@news.example/rss")
        assert result.exit_code == 1
        assert "secret" not in result.output

    @pytest.mark.parametrize("feed", ["7", "https://other.example/", "nonsense"])
    def test_removing_what_is_not_there_is_said(self, ask, feed: str) -> None:
        ask("feeds", "add", "https://news.example/rss")
        result = ask("feeds", "remove", feed)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1

    def test_lists_for_programs(self, ask) -> None:
        ask("feeds", "add", "https://news.example/rss")
        [line] = ask("feeds", "list", "--jsonl").stdout.splitlines()
        assert json.loads(line)["articles"] == 0
        heading, row = ask("feeds", "list", "--csv").stdout.splitlines()
        assert heading.startswith("id,url,title,articles,waiting,failed,")
        assert row.startswith("1,https://news.example/rss,,0,0,0,")
        assert ask("feeds", "list", "--csv", "--json").exit_code == 2

    @pytest.mark.parametrize("columns", [60, 100])
    def test_a_list_fits_the_terminal(self, ask, database, columns: int) -> None:
        ask("feeds", "add", "https://news.example/" + "path/" * 30)
        with Store.open(database) as store:
            store.feeds.polled(1, title="Harbour \x1b[2J" + "Post " * 30, etag=None, last_modified=None, entries=())
            store.feeds.failed(1, "it failed, " * 20, retry_after=60)
        environment = os.environ | {"TRACKER_DB": str(database), "NO_COLOR": "1", "COLUMNS": str(columns)}
        command = ["-m", "tracker", "feeds", "list"]
        running = pexpect.spawn(
            sys.executable, command, env=environment, dimensions=(50, columns), encoding="utf-8", timeout=60
        )
        running.expect(pexpect.EOF)
        running.close()
        lines = (running.before or "").splitlines()
        assert lines[0].startswith("1  Harbour ␛[2JPost Post")
        assert max(map(len, lines)) <= columns
        assert "0 articles; polled " in running.before

    @pytest.mark.parametrize("command", [["list"], ["poll"], ["remove", "1"]])
    def test_without_a_database_that_is_said(self, ask, command: list[str], database) -> None:
        result = ask("feeds", *command)
        assert result.exit_code == 1
        assert f"there is no database at {database} yet" in result.stderr

    @pytest.mark.parametrize("command", ["", "add", "list", "remove", "poll"])
    def test_help_has_examples(self, ask, command: str) -> None:
        result = ask("feeds", *command.split(), "-h")
        assert result.exit_code == 0
        assert f"tracker feeds {command}" in result.stdout.split("Examples:")[1]


class TestPolling:
    def test_new_articles_are_kept_and_printed_and_then_it_is_quiet(self, ask, poll_with_model, follow, server) -> None:
        server.pages["/bridge.html"] = web_page("bridge")
        follow(rss(item("ferry"), item("bridge")))
        result = poll_with_model()
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [line.split("\t") for line in result.stdout.splitlines()]
        assert [(number, outlet, title, day) for number, outlet, title, _, day, _ in lines] == [
            ("1", "Harbour Post", "The bridge", "2024-03-08"),
            ("2", "Harbour Post", "The ferry", "2024-03-08"),
        ]
        assert lines[0][5] == server.url("/bridge.html")
        assert all(int(line[3]) > 0 for line in lines)
        [kept] = json.loads(ask("quotes", "--actor", "Okafor", "--kind", "direct", "--json").stdout)
        assert kept["said_on"] == "2024-03-06"
        assert kept["published_on_basis"] == "feed"
        assert retried(poll_with_model())
        assert server.asked_for("/bridge.html") == 1

    def test_what_is_unusual_about_an_article_is_said(self, poll, follow, server) -> None:
        server.pages["/bridge.html"] = web_page("bridge", dated="2024-02-01T08:00:00+01:00")
        follow(rss(item("bridge"), item("ferry")))
        result = poll()
        assert result.exit_code == 0
        assert result.stdout.count("\n") == 2
        [line] = result.stderr.splitlines()
        assert line.startswith(f"{server.url('/bridge.html')}: ")
        assert "2024-02-01" in line
        assert "2024-03-08" in line

    def test_what_comes_later_is_taken_then(self, poll, follow, server) -> None:
        follow(in_turn(rss(item("bridge")), rss(item("ferry"), item("bridge"))))
        assert poll().stdout.count("\n") == 1
        assert "The ferry" in poll().stdout
        assert server.asked_for("/bridge.html") == 1

    def test_the_server_is_asked_for_changes_alone(self, ask, poll, follow, server) -> None:
        follow(
            in_turn(
                rss(item("bridge"), ETag='"1"', Last_Modified="Fri, 08 Mar 2024 06:00:00 GMT"),
                page("", 304),
                rss(item("ferry"), item("bridge"), ETag='"2"'),
                page("", 304),
            )
        )
        asked = []
        for _ in range(4):
            assert poll().exit_code == 0
            _, headers = next(each for each in reversed(server.requests) if each[0] == "/rss")
            asked.append((headers.get("if-none-match"), headers.get("if-modified-since")))
        first = ('"1"', "Fri, 08 Mar 2024 06:00:00 GMT")
        assert asked == [(None, None), first, first, ('"2"', None)]
        assert titles(ask) == ["The bridge", "The ferry"]

    def test_the_article_itself_knows_better_than_the_feed(self, ask, poll, follow, server) -> None:
        server.pages["/bridge.html"] = web_page("bridge", dated="2024-03-07T09:00:00+01:00")
        follow(rss(item("bridge")))
        poll()
        [kept] = json.loads(ask("articles", "--json").stdout)
        assert (kept["published_on"], kept["published_on_basis"]) == ("2024-03-07", "metadata")

    def test_links_are_followed_from_where_the_feed_is(self, poll, follow, server) -> None:
        server.pages["/moved"] = redirect("/feeds/all/rss.xml", 301)
        server.pages["/feeds/bridge.html"] = article("bridge")
        follow(rss(item("bridge", "../bridge.html"), title="Post"), "/feeds/all/rss.xml")
        follow(server.pages["/moved"], "/moved")
        assert "The bridge" in poll().stdout
        assert server.asked_for("/feeds/bridge.html") == 1

    def test_an_article_in_two_feeds_is_fetched_once(self, ask, poll, follow, server) -> None:
        follow(rss(item("bridge", guid="a")))
        follow(in_turn(rss(item("bridge", guid="b")), rss(item("bridge", guid="c"))), "/rss2")
        assert poll().stdout.count("\n") == 1
        assert retried(poll())
        assert server.asked_for("/bridge.html") == 1
        assert [row["articles"] for row in listed(ask)] == [1, 1]

    def test_an_article_that_is_known_already_is_not_new(self, ask, poll, follow, server) -> None:
        server.pages["/again.html"] = server.pages["/bridge.html"]
        follow(in_turn(rss(item("bridge")), rss(item("bridge", "/again.html", guid="again"))))
        assert poll().stdout.count("\n") == 1
        assert retried(poll())
        assert (listed(ask)[0]["waiting"], listed(ask)[0]["failed"]) == (0, 0)

    def test_broken_xml_is_read_as_far_as_it_goes_and_does_not_act(self, poll, follow) -> None:
        follow(page(f"<rss><channel><title>[red]Post\x1b[2J\u202e</title>{item('bridge')}<item><title>&nbsp;</chan"))
        result = poll()
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout
        assert "[red]Post" in result.stdout


class TestFailing:
    def test_a_feed_that_fails_does_not_stop_the_others(self, ask, poll, follow, server) -> None:
        for path, answer in {
            "/gone": page("no", 404),
            "/page": page("<!doctype html><html><title>x</title></html>"),
            "/bomb": page('<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
            "/circle": redirect("/circle"),
            "/inward": redirect("file:///etc/passwd"),
            "/cut": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>"),
        }.items():
            follow(answer, path)
        follow(rss(item("bridge")))
        result = poll()
        assert result.exit_code == 1
        assert "The bridge" in result.stdout
        lines = result.stderr.splitlines()
        assert len(lines) == 6
        for path in ("/gone", "/page", "/bomb", "/circle", "/inward", "/cut"):
            assert sum(line.startswith(server.url(path) + ": ") for line in lines) == 1
        rows = {str(row["url"]): row for row in listed(ask)}
        assert rows[server.url("/gone")]["failures"] == 1
        assert "404" in str(rows[server.url("/gone")]["problem"])
        assert rows[server.url("/rss")]["failures"] == 0

    def test_a_feed_that_comes_back_is_well_again(self, ask, poll, follow) -> None:
        follow(in_turn(page("no", 404), rss()))
        assert poll().exit_code == 1
        assert retried(poll())
        assert (listed(ask)[0]["failures"], listed(ask)[0]["problem"]) == (0, None)

    def test_a_private_address_needs_the_users_word(self, ask, follow, server) -> None:
        follow(rss(item("bridge")))
        result = ask("feeds", "poll")
        assert result.exit_code == 1
        assert "is in a private network (127.0.0.1). If you want that, say --allow-private." in result.stderr
        assert server.requests == []

    def test_a_server_that_asks_for_time_is_left_alone(self, ask, poll, follow, server) -> None:
        follow(page("slow down", 429, Retry_After="3600"))
        assert poll().exit_code == 1
        assert retried(poll())
        assert server.asked_for("/rss") == 1
        assert listed(ask)[0]["not_before"]

    def test_what_robots_txt_forbids_is_given_up_at_once(self, ask, poll, follow, server) -> None:
        server.pages["/robots.txt"] = page("User-agent: *\nDisallow: /bridge")
        follow(rss(item("ferry"), item("bridge")))
        result = poll()
        assert result.exit_code == 1
        assert "The ferry" in result.stdout
        assert f"{server.url('/bridge.html')}: robots.txt of 127.0.0.1 says" in result.stderr
        assert "Given up." in result.stderr
        assert server.asked_for("/bridge.html") == 0
        assert retried(poll())
        assert listed(ask)[0]["failed"] == 1

    def test_an_article_that_cant_be_fetched_is_tried_four_times(self, ask, poll, follow, server) -> None:
        server.pages["/bridge.html"] = page("no", 404)
        follow(rss(item("bridge"), ETag='"1"'))
        for _ in range(3):
            assert retried(poll())
            assert listed(ask)[0]["waiting"] == 1
            server.pages["/rss"] = page("", 304)
        last = poll()
        assert last.exit_code == 1
        assert last.stderr == f"{server.url('/bridge.html')}: the server answers 404 (not found). Given up.\n"
        assert retried(poll())
        assert server.asked_for("/bridge.html") == 4
        assert (listed(ask)[0]["waiting"], listed(ask)[0]["failed"]) == (0, 1)

    def test_one_that_is_there_the_second_time_is_kept(self, ask, poll, follow, server) -> None:
        server.pages["/bridge.html"] = in_turn(page("no", 404), article("bridge"))
        follow(in_turn(rss(item("bridge"), ETag='"1"'), page("", 304)))
        assert retried(poll())
        assert "The bridge" in poll().stdout

    def test_in_the_end_the_text_that_the_feed_carries_is_taken(self, ask, poll, follow, server) -> None:
        server.pages["/bridge.html"] = page("no", 403)
        carried = f"<p>{SENTENCES['bridge']}</p><p>The council of Nordby meets again next week, it was said.</p>"
        follow(rss(item("bridge", content=carried)))
        for _ in range(3):
            assert retried(poll())
        last = poll()
        assert (last.exit_code, last.stderr) == (0, "")
        assert "Harbour Post\tThe bridge\t" in last.stdout
        [kept] = json.loads(ask("articles", "--json").stdout)
        assert (kept["url"], kept["published_on"]) == (server.url("/bridge.html"), "2024-03-08")
        assert retried(poll())

    def test_an_entry_without_an_address_is_read_from_the_feed(self, poll, follow) -> None:
        written = f"<p>{SENTENCES['bridge']}</p><p>The council of Nordby meets again next week, it was said.</p>"
        follow(
            page(
                '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>tag:1</id><title>The bridge'
                f'</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{written}</div></content>'
                "</entry></feed>"
            )
        )
        assert "Post\tThe bridge\t" in poll().stdout

    def test_a_link_out_of_the_web_is_given_up(self, poll, follow) -> None:
        links = ["javascript:alert(1)", "ftp://b.example/c", "mailto:a@b.example"]
        follow(rss(*(item(link[:4], link) for link in links), item("ferry")))
        result = poll()
        assert result.exit_code == 1
        assert "The ferry" in result.stdout
        said = sorted(line.partition(": ")[0] for line in result.stderr.splitlines())
        assert said == sorted(links)

    def test_a_page_without_a_text_fails_alone(self, poll, follow, server) -> None:
        server.pages["/bridge.html"] = page(b"\x89PNG\r\n\x1a\n\x00\x00", Content_Type="image/png")
        follow(rss(item("bridge"), item("ferry")))
        result = poll()
        assert result.exit_code == 0
        assert "The ferry" in result.stdout

    def test_two_at_once_do_not_fetch_twice(self, poll, follow, server, database) -> None:
        follow(rss(item("bridge")))
        with Store.open(database) as store, store.feeds.polling():
            result = poll()
        assert (result.exit_code, result.stdout) == (0, "")
        assert "another poll of this database is at work" in result.stderr
        assert server.requests == []
        assert "The bridge" in poll().stdout


class TestKeepingOn:
    @pytest.mark.parametrize("written", ["5s", "soon", "15"])
    def test_a_wrong_interval_is_wrong_usage(self, ask, written: str) -> None:
        result = ask("feeds", "poll", "--every", written)
        assert result.exit_code == 2
        assert result.stderr.startswith("tracker: --every: ")

    @pytest.fixture
    def polling(self, database) -> Iterator[Callable[..., subprocess.Popen[str]]]:
        started = []

        def start(*options: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "tracker", "feeds", "poll", "--allow-private", "--pause", "0", *options]
            environment = os.environ | {"TRACKER_DB": str(database)}
            pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            started.append(subprocess.Popen(command, env=environment, text=True, **pipes))  # type: ignore[call-overload]
            return started[-1]

        yield start
        for process in started:
            process.kill()
            process.communicate()

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_goes_on_until_a_signal_and_ends_well(self, polling, follow, server, number: signal.Signals) -> None:
        follow(in_turn(rss(), page("", 304)))
        process = polling("--every", "1h")
        while server.asked_for("/rss") == 0:
            time.sleep(0.02)
        process.send_signal(number)
        assert process.communicate(timeout=30) == ("", "")
        assert process.returncode == 0

    def test_a_signal_breaks_off_a_fetch(self, polling, follow, server) -> None:
        follow(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<", 0.05, server))
        process = polling()
        while server.asked_for("/rss") == 0:
            time.sleep(0.02)
        process.terminate()
        assert process.wait(timeout=15) == 128 + signal.SIGTERM

    def test_a_killed_poll_loses_and_doubles_nothing(
        self, ask, poll_with_model, polling, follow, server, database
    ) -> None:
        names = list(SENTENCES)
        follow(in_turn(rss(*map(item, names), ETag='"1"'), page("", 304)))
        process = polling()
        assert process.stdout.readline(), process.stderr.read()  # the first is there, the others are on their way
        process.kill()
        process.wait()
        assert poll_with_model().exit_code == 0
        assert titles(ask) == sorted(f"The {name}" for name in names)
        row = listed(ask)[0]
        assert (row["articles"], row["waiting"], row["failed"]) == (4, 0, 0)
        assert server.asked_for("/rss") == 2


def test_what_is_new_for_a_watch_is_told(ask, follow, poll_with_model) -> None:
    follow(rss(item("ferry")))
    assert ask("watch", "add", "--actor", "Lindholm").exit_code == 0
    assert "watch 1, said by Lindholm: 2 new statements" in poll_with_model().stderr
    follow(rss(item("ferry"), item("harbour")))
    again = poll_with_model().stderr
    assert "watch 1, said by Lindholm: 1 new statement\n" in again
    assert "The harbour stays open" in again
