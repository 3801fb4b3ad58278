/**
  The known word that is nearest to a mistyped one, by edit distance; the first of equals.

  Nothing (`null`) when the best needs more edits than half of the word's letters: a wrong
  suggestion is worse than none.

  # Type

  ```
  nearest :: [String] -> String -> String | null
  ```

  # Example

  ```nix
  nearest [ "manylinux-x86_64" "macos-arm64" ] "manylinux_x86_64"
  => "manylinux-x86_64"
  ```
*/
{ strings }:
known: word:
let
  inherit (builtins)
    elemAt
    foldl'
    genList
    head
    length
    stringLength
    ;

  min = a: b: if a < b then a else b;

  # One row of the Levenshtein table at a time.
  distance =
    from: to:
    let
      columns = strings.chars to;
      count = length columns;
      nextRow =
        row: letter:
        foldl' (
          state: index:
          let
            substituted = elemAt row index + (if elemAt columns index == letter then 0 else 1);
            removed = elemAt row (index + 1) + 1;
            added = state.last + 1;
            cell = min substituted (min removed added);
          in
          {
            last = cell;
            cells = state.cells ++ [ cell ];
          }
        ) {
          last = head row + 1;
          cells = [ (head row + 1) ];
        } (genList (i: i) count);
      rows = foldl' (row: letter: (nextRow row letter).cells) (genList (i: i) (count + 1)) (
        strings.chars from
      );
    in
    elemAt rows count;

  lowered = strings.lower word;

  best =
    foldl'
      (
        best: candidate:
        let
          edits = distance lowered (strings.lower candidate);
        in
        if edits < best.edits then { inherit edits candidate; } else best
      )
      {
        edits = stringLength word / 2 + 1;
        candidate = null;
      }
      known;
in
best.candidate
