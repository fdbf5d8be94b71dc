"""Asks a running store for pages, a list and a document, by the client that was generated from its description."""

import sys

from client import Client
from client.api.default import health
from client.api.orders import order_window, statistics
from client.api.people import people
from client.api.users import users
from client.models import OrderWindowResponse400, PeopleResponse400, PeopleSort

store = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)

page = users.sync(client=store, page=2, size=3)
assert [user.id for user in page.users] == [4, 5, 6], page
assert (page.page, page.size, page.total, page.total_pages) == (2, 3, 100000, 33334), page
assert page.total_kind.value == "exact" and page.users[0].email == "user4@example.com", page

first = users.sync(client=store)
assert len(first.users) == first.size == 100, "the documented default"

page = order_window.sync(client=store, offset=40, limit=30)
assert [order.id for order in page.items] == list(range(41, 71)), page
assert (page.total, page.total_kind.value) == (10000, "at_least"), page

refused = order_window.sync(client=store, offset=50001)
assert isinstance(refused, OrderWindowResponse400), refused
assert (refused.code.value, refused.maximum) == ("offset-too-deep", 50000), refused

page = people.sync(client=store, size=3, sort=PeopleSort.NICKNAME)
assert page.prev_cursor is None, page
after = people.sync(client=store, size=3, sort=PeopleSort.NICKNAME, cursor=page.next_cursor)
back = people.sync(client=store, size=3, sort=PeopleSort.NICKNAME, cursor=after.prev_cursor)
assert back.people == page.people and after.people != page.people, (page, after, back)

refused = people.sync(client=store, cursor=page.next_cursor)
assert isinstance(refused, PeopleResponse400), refused
assert refused.code.value == "cursor-query-mismatch", refused

assert sum(status.orders for status in statistics.sync(client=store)) == 1000000
assert health.sync(client=store).process.threads > 0
print("a generated client fetched pages, walked by cursor, and fetched a list, a report and a refusal")
