#!/usr/bin/env bash
# Checks the documentation against the code: relative links and named scripts are there, every
# setting, target, Rust version and Apple library is described, and no other; each page is on the map, and those that are
# made from sources are current; and no tracked file
# but nix/registries.json, the publisher's table of indexes and lock files names a registry's host.
#
# usage: ci/tests/docs.sh
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

configuration=docs/configuration.md
failed=0
fail() {
    printf 'docs: %s\n' "$@" >&2
    failed=1
}

# Prints a string that an expression makes in the scope of nix/default.nix.
evaluate() {
    ci/nix eval --impure --raw --expr "with builtins; with import $PWD/nix { }; $1"
}

# Compares two lists of lines.
# usage: same WHAT CODE DOCUMENTED
same() {
    local difference
    if ! difference=$(diff <(sort -u <<<"$2") <(sort -u <<<"$3")); then
        fail "$configuration: $1 (<: only in the code, >: only documented)" \
            "$(grep '^[<>]' <<<"$difference")"
    fi
}

# Prints the part of the configuration reference below a heading of the second level.
section() {
    sed -n "/^## $1\$/,/^## /p" "$configuration"
}

mapfile -t pages < <(git ls-files --cached --others --exclude-standard '*.md')
for page in "${pages[@]}"; do
    while read -r link; do
        case $link in '' | *://* | mailto:*) continue ;; esac
        path=${link%%#*}
        target=$(dirname "$page")/$path
        [[ -n $path ]] || target=$page
        if [[ ! -e $target ]]; then
            fail "$page: no file for the link $link"
        elif [[ $link == *'#'* && $target == *.md ]]; then
            # A heading's anchor: lower case, without punctuation, spaces as hyphens.
            sed -n 's/^##* //p' "$target" | tr '[:upper:] ' '[:lower:]-' | tr -cd 'a-z0-9_\n-' |
                grep -qxF -- "${link#*#}" || fail "$page: no heading for the link $link"
        fi
    done < <(grep -oE '\]\([^) ]+\)' "$page" | sed 's/^](//; s/)$//')

    while read -r script; do
        [[ -e $script ]] || fail "$page: there is no $script"
    done < <(grep -oE '(^|[ `(/])ci/[a-z][a-z0-9/._-]*[a-z0-9]' "$page" | sed 's/^[ `(/]//' | sort -u)
done

# Each page of docs/ can be reached from the map, and the map from the README.
grep -qF '](docs/index.md)' README.md || fail "README.md: no link to docs/index.md"
reached=$'docs/index.md\n'
while read -r link; do
    reached+=docs/$link$'\n'
done < <(grep -oE '\]\([^) #]+' docs/index.md | sed 's/^](//')
while read -r page; do
    grep -qxF "$page" <<<"$reached" || fail "$page: docs/index.md does not name it"
done < <(git ls-files --cached --others --exclude-standard 'docs/*.md')

# Pages that are made from the sources; docs/commands.md and those of rules are compared by cargo test.
ci/errors-page | diff - docs/errors.md >/dev/null || fail "docs/errors.md is old: type ci/renew-docs"
python3 ci/tests/docs_settings.py || fail "docs/configuration.md: keys of tables differ from the code"

# The map names files that are there.
while read -r path; do
    compgen -G "$path" >/dev/null || fail "ARCHITECTURE.md: there is no $path"
done < <(grep -E '^- `' ARCHITECTURE.md | sed 's/: .*//' | grep -oE '`[^`]+`' | tr -d '`')

keys=$(evaluate 'concatStringsSep "\n" (attrNames (settings { file = "pyproject.toml"; table = { }; }))')
same "keys of [tool.wheelpin]" "$keys" "$(section Keys | grep '^### ' | grep -oE '`[^`]+`' | tr -d '`')"

# The rows as they must stand.
rows=$(evaluate '
  let
    yes = flag: if flag then "yes" else "no";
    versions = row:
      let having = filter (rust: all (triple: elem triple (rustStdTriples rust)) row.triples) rustChannels.known;
      in if having == rustChannels.known then "every" else if having == [ ] then "none" else concatStringsSep ", " having;
    floor = row:
      if row.os == "windows" then "–"
      else if row.libc == "gnu" then platformLevels.manylinuxFloor.${row.arch}
      else if row.libc == "musl" then platformLevels.musllinuxFloor
      else if row.arch == "universal2" then "as its halves"
      else platformLevels.macosFloor.${row.arch};
    line = row:
      "| `${row.name}` | ${concatStringsSep ", " (map (triple: "`${triple}`") row.triples)} | ${floor row} | ${yes row.default} | ${yes row.tested} | ${versions row} |";
  in
  concatStringsSep "\n" (map line (attrValues targets))')
same "rows of targets" "$rows" "$(section "Target table" | grep -E '^\| `')"

versions=$(evaluate 'concatStringsSep "\n" rustChannels.known')
same "Rust versions" "$versions" "$(section 'Rust versions' | sed -n 's/^| `\([^`]*\)`.*/\1/p')"

libraries=$(evaluate 'let stubs = import ./nix/apple-stubs.nix { }; in concatStringsSep "\n" (stubs.frameworkNames ++ stubs.libraryNames)')
same "Apple frameworks and libraries" "$libraries" \
    "$(section 'Apple frameworks and libraries' | sed -n "/^- /,/^\$/p" | grep -oE '`[^`]+`' | tr -d '`')"

python3 -B ci/benchmarks/plot.py --check || fail "docs/benchmarks.md: see above"

# A name of a kind of attestations (PEP 740), which nothing is fetched from.
attestations=/attestations/publish/v1
hosts=$(evaluate 'concatStringsSep "\n" (map (base: head (match "[a-z]+://([^/]+).*" base)) (attrValues registries.bases))')
while read -r host; do
    while read -r file; do
        case $file in nix/registries.json | driver/wheelpin-publish/src/index/known.rs | driver/wheelpin-publish/src/forge/known.rs | *.lock) continue ;; esac
        fail "$file: names the registry host $host, which belongs in nix/registries.json"
    done < <(git grep --untracked -F -e "$host" | grep -vF "$attestations" | cut -d : -f 1 | sort -u)
done < <(sort -u <<<"$hosts")

((failed == 0)) || exit 1
echo "docs: ${#pages[@]} pages, $(wc -l <<<"$keys") settings, $(wc -l <<<"$rows") targets"
