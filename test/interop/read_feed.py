"""Reads feeds by python3-feedparser and says what it made of them, as JSON. Call: read_feed.py FILE..."""

import json
import sys

import feedparser


def read(path):
    found = feedparser.parse(path)
    return {
        "version": found.version,
        "bozo": str(found.get("bozo_exception", "")) if found.bozo else "",
        "title": found.feed.get("title", ""),
        "entries": [
            {
                "id": one.get("id", ""),
                "link": one.get("link", ""),
                "title": one.get("title", ""),
                "published": bool(one.get("published_parsed")),
                "content": len(one["content"][0]["value"]) if one.get("content") else 0,
            }
            for one in found.entries
        ],
    }


json.dump({path: read(path) for path in sys.argv[1:]}, sys.stdout)
