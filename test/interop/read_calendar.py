"""Reads calendar files by python3-icalendar and says every time of every event in them, as JSON.

Rules are gone through by dateutil. Times are placed twice: by the zone of that name as the system knows it, and by the zone as the file
describes it; where the two differ the file describes it wrongly, and that is said. Call: read_calendar.py UNTIL FILE...
"""

import datetime
import json
import sys

import dateutil.rrule
import icalendar
import pytz


def moment(zone, clock):
    """RFC 5545, 3.3.5: an hour shown twice is the first one; one that is skipped is told by the offset before it."""
    try:
        return zone.localize(clock, is_dst=None)
    except pytz.NonExistentTimeError:
        return zone.localize(clock, is_dst=False)
    except pytz.AmbiguousTimeError:
        return zone.localize(clock, is_dst=True)


def placed(value, described, wrong):
    """A day or a time as a moment in UTC; days begin in UTC, as programs without a place have them."""
    if not isinstance(value, datetime.datetime):
        return datetime.datetime.combine(value, datetime.time(), pytz.utc)
    if value.tzinfo is None:
        return pytz.utc.localize(value)
    name = getattr(value.tzinfo, "zone", None)
    if name in (None, "UTC"):
        return value.astimezone(pytz.utc)
    by_system = moment(pytz.timezone(name), value.replace(tzinfo=None)).astimezone(pytz.utc)
    if name not in described:
        wrong.append(f"{name} is named and not described")
    elif (by_file := moment(described[name], value.replace(tzinfo=None)).astimezone(pytz.utc)) != by_system:
        wrong.append(f"{name} at {value:%Y-%m-%d %H:%M}: {by_file} as described, {by_system} as it is")
    return by_system


def naive(value):
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    return datetime.datetime.combine(value, datetime.time())


def dates(component, name):
    found = component.get(name, [])
    return [one.dt for each in (found if isinstance(found, list) else [found]) for one in each.dts]


def originals(event, until):
    """The times by the rule, and those added, without those left out: as on the clock."""
    start = event.decoded("dtstart")
    clock = naive(start)
    times = {clock}
    rule = event.get("rrule")
    if rule:
        last = rule.get("until", [None])[0]
        if isinstance(last, datetime.datetime) and last.tzinfo is not None and isinstance(start, datetime.datetime):
            local = last.astimezone(start.tzinfo) if start.tzinfo is not None else last
            rule = dict(rule, until=[local.replace(tzinfo=None)])
        text = icalendar.vRecur(rule).to_ical().decode()
        times.update(dateutil.rrule.rrulestr(text, dtstart=clock).between(clock, until, inc=True))
    times.update(naive(one) for one in dates(event, "rdate"))
    times.difference_update(naive(one) for one in dates(event, "exdate"))
    return sorted(times)


def again(start, clock):
    """The clock's time in the manner of the start: as a day, or in its zone."""
    return clock.replace(tzinfo=start.tzinfo) if isinstance(start, datetime.datetime) else clock.date()


def length(event):
    start = event.decoded("dtstart")
    if "dtend" in event:
        return naive(event.decoded("dtend")) - naive(start)
    if "duration" in event:
        return event.decoded("duration")
    return datetime.timedelta() if isinstance(start, datetime.datetime) else datetime.timedelta(days=1)


def read(path, until):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    described = {str(zone["tzid"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    events = calendar.walk("VEVENT")
    wrong = [f"{event.get('uid')}: {error}" for event in events for error in event.errors]
    changed = {(str(e["uid"]), naive(e.decoded("recurrence-id"))): e for e in events if "recurrence-id" in e}
    found = []
    for event in events:
        if "recurrence-id" in event:
            continue
        for clock in originals(event, until):
            one = changed.get((str(event["uid"]), clock), event)
            start = one.decoded("dtstart") if one is not event else again(event.decoded("dtstart"), clock)
            end = again(start, naive(start) + length(one))
            found.append(
                {
                    "uid": str(event["uid"]),
                    "from": placed(start, described, wrong).isoformat(),
                    "to": placed(end, described, wrong).isoformat(),
                    "off": str(one.get("status", "")) == "CANCELLED",
                    "day": not isinstance(start, datetime.datetime),
                }
            )
    return {"events": len(events), "times": found, "wrong": wrong}


until = datetime.datetime.fromisoformat(sys.argv[1])
json.dump({path: read(path, until) for path in sys.argv[2:]}, sys.stdout)
