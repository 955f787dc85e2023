"""Reads an address card by python3-vobject and says its fields, as JSON. Call: read_card.py FILE"""

import json
import sys

import vobject

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    card = vobject.readOne(file.read())
json.dump({name: str(card.contents[name][0].value) for name in card.contents}, sys.stdout)
