/**
  The Linux platform levels a wheel can be tagged with, and the lowest one for each architecture.

  Source: auditwheel 6.8.2's `manylinux-policy.json` and `musllinux-policy.json` (maturin 1.16.0
  carries the same, and 2_42); `manylinuxFloor` is maturin's `get_minimum_manylinux_tag`, which is
  Rust's own (glibc 2.17 since Rust 1.64; riscv64 has its first manylinux level at 2_31). Rust's musl
  targets carry musl 1.2 since 1.71, hence no musllinux_1_1.

  # Type

  ```
  platformLevels :: {
    manylinux, musllinux :: [String];             # ascending
    manylinuxFloor :: { ARCH :: String; };
    musllinuxFloor :: String;
    aliases :: { ALIAS :: String; };              # spelled otherwise, the same level
    legacyTags :: { LEVEL :: String; };           # PEP 513, 571 and 599 names, written beside
    macosFloor :: { ARCH :: String; };
  }
  ```

  # Example

  ```nix
  platformLevels.manylinuxFloor.riscv64
  => "2_31"
  ```
*/
{ }:
{
  manylinux = [
    "2_5"
    "2_12"
    "2_17"
    "2_24"
    "2_26"
    "2_27"
    "2_28"
    "2_31"
    "2_34"
    "2_35"
    "2_36"
    "2_37"
    "2_38"
    "2_39"
    "2_40"
    "2_41"
    "2_42"
  ];
  musllinux = [
    "1_1"
    "1_2"
  ];
  manylinuxFloor = {
    x86_64 = "2_17";
    i686 = "2_17";
    aarch64 = "2_17";
    armv7l = "2_17";
    ppc64le = "2_17";
    s390x = "2_17";
    riscv64 = "2_31";
  };
  musllinuxFloor = "1_2";
  aliases = {
    "1" = "2_5";
    "2010" = "2_12";
    "2014" = "2_17";
    manylinux1 = "2_5";
    manylinux2010 = "2_12";
    manylinux2014 = "2_17";
  };
  # maturin adds the old name where PyPI knows it (`ALLOWED_PLATFORMS` in `target/legacy_py.rs`);
  # below 2_17 nothing is built any more.
  legacyTags = {
    "2_17" = "manylinux2014";
  };
  # `rustc --print deployment-target`, 1.74 and later.
  macosFloor = {
    x86_64 = "10.12";
    arm64 = "11.0";
  };
}
