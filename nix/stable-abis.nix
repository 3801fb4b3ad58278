/**
  The stable ABIs that a list of PyO3 features asks for.

  As maturin 1.16 (`has_stable_abi_from_kind` in `bridge/detection.rs`): of several `abi3-py3N` the
  lowest counts (PyO3's features imply each other upwards), whatever `requires-python` says, and it
  names the wheel's Python tag. `abi3` alone means the Python that the wheel is built with. `abi3t`
  starts at 3.15 (PEP 803).

  # Type

  ```
  stableAbis :: [String] -> { abi3, abi3t :: null | { minor :: Int | null; }; }
  ```

  # Example

  ```nix
  (stableAbis [ "abi3" "abi3-py310" ]).abi3.minor
  => 10
  ```
*/
{ }:
features:
let
  inherit (builtins)
    concatMap
    elem
    elemAt
    foldl'
    fromJSON
    head
    match
    ;

  minorsOf =
    kind:
    concatMap (
      feature:
      let
        groups = match "${kind}-py3([0-9]+)" feature;
      in
      if groups == null then [ ] else [ (fromJSON (elemAt groups 0)) ]
    ) features;
  min = minors: foldl' (a: b: if a < b then a else b) (head minors) minors;

  find =
    kind: floor:
    let
      minors = minorsOf kind;
      lowest = min minors;
    in
    if minors != [ ] then
      { minor = if lowest < floor then floor else lowest; }
    else if elem kind features then
      { minor = null; }
    else
      null;
in
{
  abi3 = find "abi3" 0;
  abi3t = find "abi3t" 15;
}
