/**
  One row per target, by the name used in `[tool.wheelpin] targets`; `resolveTarget` adds what
  depends on a project's settings.

  Triples: rustc's platform support, tiers 1 and 2 (those with a standard library to download).
  `zigArch` and `zigAbi`: Zig's own names, joined as cargo-zigbuild 0.24 does (`zig_target_triple`).
  `tested = false` rows are built from the same rules, but our tests build no wheel of theirs. (What is built
  for Linux on x86_64 and aarch64 is run as well; macOS, Windows and i686 wheels are looked into only.)

  # Type

  ```
  targets :: {
    NAME :: {
      name :: String; os :: "linux" | "macos" | "windows"; arch :: String;
      libc :: "gnu" | "musl" | null; pointerWidth :: 32 | 64; triple :: String; triples :: [String];
      zigArch :: String; zigAbi :: String; windowsTag :: String | null;
      default :: Bool; tested :: Bool;
    };
  }
  ```

  `triple` is what maturin is told, `triples` the real Rust ones: they differ for universal2 only.

  # Example

  ```nix
  targets.musllinux-aarch64.triple
  => "aarch64-unknown-linux-musl"
  ```
*/
{ }:
let
  row =
    attributes:
    {
      pointerWidth = 64;
      triples = [ attributes.triple ];
      libc = null;
      windowsTag = null;
      default = false;
      tested = false;
    }
    // attributes;

  linux =
    family: libc: arch: triple: attributes:
    row (
      {
        name = "${family}-${arch}";
        os = "linux";
        zigArch = arch;
        zigAbi = libc;
        inherit libc arch triple;
      }
      // attributes
    );
  manylinux = linux "manylinux" "gnu";
  musllinux = linux "musllinux" "musl";

  macos =
    arch: triple: attributes:
    row (
      {
        name = "macos-${arch}";
        os = "macos";
        zigAbi = "none";
        inherit arch triple;
      }
      // attributes
    );
  windows =
    arch: triple: windowsTag: attributes:
    row (
      {
        name = "windows-${arch}";
        os = "windows";
        zigAbi = "gnu";
        inherit arch triple windowsTag;
      }
      // attributes
    );

  usual = {
    default = true;
    tested = true;
  };
  tested = {
    tested = true;
  };
in
builtins.listToAttrs (
  map
    (value: {
      inherit (value) name;
      inherit value;
    })
    [
      (manylinux "x86_64" "x86_64-unknown-linux-gnu" usual)
      (manylinux "aarch64" "aarch64-unknown-linux-gnu" usual)
      (manylinux "i686" "i686-unknown-linux-gnu" (
        tested
        // {
          pointerWidth = 32;
          zigArch = "x86";
        }
      ))
      (manylinux "armv7l" "armv7-unknown-linux-gnueabihf" {
        pointerWidth = 32;
        zigArch = "arm";
        zigAbi = "gnueabihf";
      })
      (manylinux "ppc64le" "powerpc64le-unknown-linux-gnu" { zigArch = "powerpc64le"; })
      (manylinux "s390x" "s390x-unknown-linux-gnu" { })
      (manylinux "riscv64" "riscv64gc-unknown-linux-gnu" { })

      (musllinux "x86_64" "x86_64-unknown-linux-musl" usual)
      (musllinux "aarch64" "aarch64-unknown-linux-musl" usual)
      (musllinux "i686" "i686-unknown-linux-musl" {
        pointerWidth = 32;
        zigArch = "x86";
      })
      (musllinux "armv7l" "armv7-unknown-linux-musleabihf" {
        pointerWidth = 32;
        zigArch = "arm";
        zigAbi = "musleabihf";
      })
      (musllinux "ppc64le" "powerpc64le-unknown-linux-musl" { zigArch = "powerpc64le"; })
      (musllinux "riscv64" "riscv64gc-unknown-linux-musl" { })
      # Tier 3: named so that asking for it gets a plain answer.
      (musllinux "s390x" "s390x-unknown-linux-musl" { })

      (macos "x86_64" "x86_64-apple-darwin" (usual // { zigArch = "x86_64"; }))
      (macos "arm64" "aarch64-apple-darwin" (usual // { zigArch = "aarch64"; }))
      (macos "universal2" "universal2-apple-darwin" (
        tested
        // {
          # Zig links one architecture at a time; see `zigTargets` of `resolveTarget`.
          zigArch = "x86_64";
          triples = [
            "x86_64-apple-darwin"
            "aarch64-apple-darwin"
          ];
        }
      ))

      (windows "x86_64" "x86_64-pc-windows-gnu" "win_amd64" (usual // { zigArch = "x86_64"; }))
      (windows "i686" "i686-pc-windows-gnu" "win32" {
        pointerWidth = 32;
        zigArch = "x86";
      })
      (windows "arm64" "aarch64-pc-windows-gnullvm" "win_arm64" { zigArch = "aarch64"; })
    ]
)
