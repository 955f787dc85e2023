-- Lists of posts stay quick among thousands: newest first without sorting, by tag without looking at each, and what was taken down last.
create index writing_posts_newest on writing (shown_at desc, slug) where kind = 'post' and state = 'shown';
create index writing_tags on writing using gin (tags) where state = 'shown';
create index writing_taken_down on writing (kind, taken_down_at) where state = 'taken-down';
