/// An expression, as far as rules have to know it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A text, number, boolean or `null`, as text.
    Literal(String),
    /// `github.event.number`, `matrix['a']`, `fromJSON(x).y`: never empty.
    Context(Vec<Part>),
    /// A call, its name in lower case.
    Call(String, Vec<Expression>),
    /// `!x`
    Not(Box<Expression>),
    /// `a && b`
    And(Box<Expression>, Box<Expression>),
    /// `a || b`
    Or(Box<Expression>, Box<Expression>),
    /// `a == b` and the like.
    Compare(Comparison, Box<Expression>, Box<Expression>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`, `<`, `<=`, `>`, `>=`
    Other,
}

/// One step of a context.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A name, in lower case: GitHub does not mind the case.
    Name(String),
    /// `*`
    Star,
    /// `[…]`
    Index(Expression),
    /// A call or brackets that the rest is taken from.
    Head(Expression),
}

/// How deep brackets may be in each other.
const DEPTH: usize = 32;
/// The longest expression, in bytes: it bounds how deep operators nest.
const LONGEST: usize = 4096;

/// Parsed; none for what is no expression, too long or too deep.
#[must_use]
pub fn parse(text: &str) -> Option<Expression> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { bytes: text.as_bytes(), text, at: 0, depth: 0 };
    let expression = parser.or()?;
    parser.space();
    (parser.at == parser.bytes.len()).then_some(expression)
}

struct Parser<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn takes(&mut self, token: &str) -> bool {
        self.space();
        let is_next = self.bytes[self.at..].starts_with(token.as_bytes());
        if is_next {
            self.at += token.len();
        }
        is_next
    }

    fn or(&mut self) -> Option<Expression> {
        let mut left = self.and()?;
        while self.takes("||") {
            left = Expression::Or(left.into(), self.and()?.into());
        }
        Some(left)
    }

    fn and(&mut self) -> Option<Expression> {
        let mut left = self.comparison()?;
        while self.takes("&&") {
            left = Expression::And(left.into(), self.comparison()?.into());
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Expression> {
        let mut left = self.unary()?;
        loop {
            let comparison = if self.takes("==") {
                Comparison::Equal
            } else if ["!=", "<=", ">=", "<", ">"].into_iter().any(|token| self.takes(token)) {
                Comparison::Other
            } else {
                return Some(left);
            };
            left = Expression::Compare(comparison, left.into(), self.unary()?.into());
        }
    }

    fn unary(&mut self) -> Option<Expression> {
        let mut times = 0;
        while self.takes("!") {
            times += 1;
            if times > DEPTH {
                return None;
            }
        }
        let inner = self.primary()?;
        Some((0..times).fold(inner, |inner, _| Expression::Not(inner.into())))
    }

    fn primary(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        self.space();
        let expression = match *self.bytes.get(self.at)? {
            b'(' => {
                self.at += 1;
                let inner = self.or()?;
                if !self.takes(")") {
                    return None;
                }
                self.rest(inner)?
            }
            b'\'' => Expression::Literal(self.string()?),
            b'0'..=b'9' | b'-' | b'+' | b'.' => Expression::Literal(self.word(b"+-.")?),
            byte if byte.is_ascii_alphabetic() || byte == b'_' => self.named()?,
            _ => return None,
        };
        self.depth -= 1;
        Some(expression)
    }

    /// A quote within is written twice.
    fn string(&mut self) -> Option<String> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            let end = at + self.text.get(at..)?.find('\'')?;
            if self.bytes.get(end + 1) != Some(&b'\'') {
                self.at = end + 1;
                return Some(self.text.get(start..end)?.replace("''", "'"));
            }
            at = end + 2;
        }
    }

    fn word(&mut self, also: &[u8]) -> Option<String> {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || also.contains(byte))
        {
            self.at += 1;
        }
        (self.at > start).then(|| self.text.get(start..self.at).map(str::to_ascii_lowercase))?
    }

    fn named(&mut self) -> Option<Expression> {
        let name = self.word(b"_-")?;
        if self.takes("(") {
            let mut arguments = Vec::new();
            if !self.takes(")") {
                loop {
                    arguments.push(self.or()?);
                    if self.takes(")") {
                        break;
                    }
                    if !self.takes(",") {
                        return None;
                    }
                }
            }
            return self.rest(Expression::Call(name, arguments));
        }
        if matches!(name.as_str(), "true" | "false" | "null" | "nan" | "infinity") {
            return Some(Expression::Literal(name));
        }
        self.rest(Expression::Context(vec![Part::Name(name)]))
    }

    /// What is taken from a value: `.name`, `.*`, `[…]`.
    fn rest(&mut self, head: Expression) -> Option<Expression> {
        let mut parts = Vec::new();
        loop {
            if self.takes(".") {
                self.space();
                let star = self.takes("*");
                parts.push(if star { Part::Star } else { Part::Name(self.word(b"_-")?) });
            } else if self.takes("[") {
                let index = if self.takes("*") { Part::Star } else { Part::Index(self.or()?) };
                parts.push(index);
                if !self.takes("]") {
                    return None;
                }
            } else {
                break;
            }
        }
        Some(match head {
            Expression::Context(mut head) => {
                head.extend(parts);
                Expression::Context(head)
            }
            head if parts.is_empty() => head,
            head => {
                parts.insert(0, Part::Head(head));
                Expression::Context(parts)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_bind_as_github_says() {
        let parsed = parse("a || b && !c == 'd''e'").unwrap();
        let Expression::Or(_, right) = parsed else { panic!("{parsed:?}") };
        let Expression::And(_, right) = *right else { panic!("{right:?}") };
        let Expression::Compare(Comparison::Equal, _, right) = *right else { panic!("{right:?}") };
        assert_eq!(*right, Expression::Literal("d'e".into()));
    }

    #[test]
    fn what_is_no_expression_is_none() {
        let deep = format!("{}a{}", "(".repeat(1000), ")".repeat(1000));
        let indexes = format!("{}a", "a[".repeat(100_000));
        for text in ["", "a b", "a.", "f(a", "'x", "a ==", "é", "a['é]", &deep, &indexes, "!"] {
            assert_eq!(parse(text), None, "{text:.20}");
        }
        assert!(parse(&"!".repeat(100_000)).is_none());
    }
}
