"""Asks a running store for what the generated client knows of."""

import sys

from client import Client
from client.api.default import index, process
from client.api.orders import list_ as orders
from client.api.users import list_ as users

store = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
print(users, orders, index, process, store)
