"""Expressions: the part of GitHub's language that the workflows use."""

import re

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(\d+)|(\|\||&&|==|!=|[!(),])|([A-Za-z_*][\w.*-]*))")


def tokens(text):
    place, found = 0, []
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if not match:
            raise ValueError(f"cannot read the expression {text!r}")
        found.append(match.group().strip())
        place = match.end()
    return found


class Expression:
    """Reads and works out one expression."""

    def __init__(self, text, context):
        self.tokens, self.context, self.used_status = tokens(text), context, False

    def value(self):
        value = self.either()
        if self.tokens:
            raise ValueError(f"left over: {self.tokens}")
        return value

    def take(self, *wanted):
        if self.tokens and self.tokens[0] in wanted:
            return self.tokens.pop(0)
        return None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value if truth(value) else other
        return value

    def both(self):
        value = self.equal()
        while self.take("&&"):
            other = self.equal()
            value = other if truth(value) else value
        return value

    def equal(self):
        value = self.single()
        while sign := self.take("==", "!="):
            other = self.single()
            value = (text_of(value).lower() == text_of(other).lower()) == (sign == "==")
        return value

    def single(self):
        if self.take("!"):
            return not truth(self.single())
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.isdigit():
            return int(token)
        if self.take("("):
            arguments = []
            while not self.take(")"):
                arguments.append(self.either())
                self.take(",")
            return self.call(token, arguments)
        return self.look_up(token)

    def call(self, name, arguments):
        if name == "always":
            self.used_status = True
            return True
        if name == "failure":
            self.used_status = True
            return self.context["job"]["failed"]
        if name == "join":
            return arguments[1].join(map(text_of, arguments[0]))
        if name == "hashFiles":
            return "0" * 64
        raise ValueError(f"no function {name}")

    def look_up(self, path):
        values, many = [self.context], False
        for word in path.split("."):
            if word == "*":
                values, many = [inner for value in values for inner in value.values()], True
                continue
            values = [value.get(word) if isinstance(value, dict) else None for value in values]
        return values if many else values[0]


def truth(value):
    return value not in (None, False, 0, "")


def text_of(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def filled(value, context):
    """A value with its `${{ }}` worked out."""
    if isinstance(value, dict):
        return {key: filled(inner, context) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, context) for inner in value]
    if not isinstance(value, str):
        return value
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: text_of(Expression(match[1], context).value()), value, flags=re.S)


def condition(text, context, failed):
    """Whether a step or a job is to run."""
    if text is None:
        return not failed
    text = str(text).strip()
    if text.startswith("${{"):
        text = text[3:-2]
    expression = Expression(text, context)
    value = truth(expression.value())
    return value if expression.used_status else value and not failed
