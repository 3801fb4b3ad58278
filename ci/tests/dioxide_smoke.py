"""dioxide at work: its container gives a class that the Rust core resolves."""

import platform

from dioxide import Container, Profile, service
from dioxide._dioxide_core import Container as Core


@service
class Greeter:
    def greet(self):
        return "hello"


container = Container()
container.scan(profile=Profile.PRODUCTION)
assert container.resolve(Greeter).greet() == "hello"
assert Core.__name__ == "Container"
print("dioxide works in Python", platform.python_version(), "on", platform.machine())
