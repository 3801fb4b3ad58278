use super::rst_problem;

/// What is told of a text, with the line.
fn told(text: &str) -> Option<(usize, String)> {
    rst_problem(text).map(|problem| (problem.line, problem.what))
}

#[test]
fn sound_text_is_left_alone() {
    let text = r#"
=====
Title
=====

A paragraph with *emphasis*, **strong**, ``literal`` and a `link <https://example.com>`_;
2 * 3 * 4, ``*``, "*", snake_case, args_ and `named words`_.

- a list
  of two lines
- with a second item

  .. code-block:: python

     def main(*args): pass

1. one
2. two

term
  its definition

Section
-------

As here::

    .. automodule:: sample

.. note:: Text.

.. image:: https://example.com/a.svg
   :alt: :class:`A`

.. _args: https://example.com
.. _named words: https://example.com

:field: text

====  ====
a     b
====  ====
1     *
====  ====

----

Last section
------------
"#;
    assert_eq!(told(text), None);
}

#[test]
fn directives_and_roles_of_sphinx_are_told() {
    for (text, what) in [
        ("Title\n=====\n\n.. automodule:: a\n", "directive automodule"),
        ("- a\n\n  .. toctree::\n", "directive toctree"),
        ("See :py:func:`main`.\n", ":py:func:"),
        (".. include:: README.rst\n", "disables"),
        (".. raw:: html\n\n   <b>\n", "disables"),
        (".. code-block:: python\n   :linenos:\n\n   a\n", "option linenos"),
        (".. code-block:: python\n   a = 1\n", "more than a language"),
        (".. note::\n", "empty"),
    ] {
        let problem = told(text).unwrap_or_else(|| panic!("{text}"));
        assert!(problem.1.contains(what), "{problem:?}");
    }
}

#[test]
fn broken_structure_is_told_with_its_line() {
    for (text, line) in [
        ("A long title\n=====\n", 2),
        ("=====\nA long title\n=====\n", 1),
        ("A\n=\n\nB\n-\n\nC\n=\n\nD\n~~~\n", 10),
        ("- a\nb\n", 2),
        ("a\nb\n  c\n", 3),
        ("a::\n\nb\n", 1),
        ("  a\nb\n", 2),
        ("a\n\n----\n", 4),
        (".. note:: a\n   b\nc\n", 3),
    ] {
        assert_eq!(told(text).map(|(line, _)| line), Some(line), "{text}");
    }
}

#[test]
fn inline_markup_that_does_not_end_is_told() {
    for text in
        ["a *b c", "a **b c", "``a", "a `b", "a |b", "|a|", "a_", "`a b`_", "*a*b", "a ``b``c"]
    {
        assert!(told(text).is_some(), "{text}");
    }
    for text in ["a*b", "a * b", "`a`", "a\\*b \\*c", "'*'", "(*)", "``a`b``", "a __init__ b", "*"]
    {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn hostile_text_takes_little_time() {
    for text in
        ["- ".repeat(200_000), "a-".repeat(100_000), "*a* ".repeat(2_000), "(".repeat(9_999)]
    {
        let _ = rst_problem(&text);
    }
    let deep: String = (0..3_000).map(|depth| format!("{}- a\n", " ".repeat(depth))).collect();
    let _ = rst_problem(&deep);
}
