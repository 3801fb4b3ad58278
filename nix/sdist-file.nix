/**
  The file name of a project's source distribution (PEP 625).

  # Type

  ```
  sdistFile :: config -> String
  ```

  # Example

  ```nix
  sdistFile (project { src = ./rpds_py-2026.9.1; })
  => "rpds_py-2026.9.1.tar.gz"
  ```
*/
{ }:
config: "${config.fileName}-${config.version}.tar.gz"
