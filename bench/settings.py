"""The project's settings in a database of the bench's own."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATABASES

for each in DATABASES.values():
    each["NAME"] = os.environ["SARAP_BENCH_DATABASE"]
