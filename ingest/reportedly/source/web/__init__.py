"""Articles from the web: pages, feeds, sitemaps and OPML lists, fetched politely and never twice.

    walk ─▶ session (robots, pace, guard, body) ─▶ reading ─▶ Article
      ▲                                              │
      └──── listing (feed, jsonfeed, sitemap, opml) ◀┘         memory: what earlier runs had

Importing `plan` is quick; `walk` needs requests.
"""
