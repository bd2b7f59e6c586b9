"""What every test may ask for: databases, a server with a browser, people."""

pytest_plugins = ("tests.databases", "tests.browsers", "tests.people")
