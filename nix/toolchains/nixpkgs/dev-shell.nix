{ craneLib }:

/**
  The shell of developers, by crane's `devShell`. Its C compiler is nixpkgs'.

  # Type
  devShell :: { name :: String, rust :: Derivation, packages :: [ Derivation ], variables :: AttrSet } -> Derivation
*/
{ name, rust, packages, variables }:
(craneLib.overrideToolchain rust).devShell (variables // { inherit name packages; })
