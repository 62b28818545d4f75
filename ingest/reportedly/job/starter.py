"""The configuration that `reportedly init` writes: it works as it is, and says what else there is.

The commented examples are checked by a test: without their "# " they are a valid configuration.
"""

STARTER = """\
# What reportedly reads, and when. `reportedly jobs check` says what is wrong with it.
# All keys: docs/jobs.md. Durations are "90s", "5m", "6h", "2d"; secrets "env:NAME".

[store]
path = "reportedly-data"  # seen from this file
# workers = 2             # processes that extract, some 400 MB each

[defaults]                # for all sources and jobs that do not say otherwise
timezone = "UTC"
timeout = "1h"
# jitter = "5m"           # put each run off by up to this
# pause = "2s"            # between two requests to a host
# recheck = "1d"          # ask again after this whether a known page has changed

[sources.articles]
kind = "folder"           # feed, sitemap, pages, folder, warc, opml, json
path = "articles"

# [sources.gazette]
# kind = "feed"
# url = "https://gazette.example/feed.xml"
# publisher = "The Gazette"
# language = "en"
# include = { url = ["*/world/*", "*/politics/*"] }
# exclude = { title = ["horoscope"], section = ["Sport"] }
# expected = 5            # articles a day; fewer are a problem

# [sources.courier]
# kind = "sitemap"
# url = "https://courier.example/news-sitemap.xml"
# since = "2024-01"

# [sources.wire]
# kind = "json"
# url = "https://wire.example/latest.json"
# map = { text = "story.body", title = "headline", url = "link", published = "date" }
# headers = { Authorization = "env:WIRE_TOKEN" }

# [sources.reading-list]
# kind = "opml"
# path = "feeds.opml"
# text = "entry"          # the entries' own text, not their pages

[jobs.all]
cron = "*/30 * * * *"     # minute hour day month weekday
sources = "*"             # names or patterns
# concurrency = 8         # sources read at the same time

[health]
disk_free = "500 MB"
# metrics = "/var/lib/node_exporter/textfile/reportedly.prom"
# heartbeat = "env:REPORTEDLY_HEARTBEAT"  # an address asked after each good run
# webhook = "env:REPORTEDLY_WEBHOOK"      # an address that gets problems as JSON
# email = { host = "mail.example:587", sender = "news@desk.example", to = "you@desk.example" }
"""
