# Write the compiler scripts of one target into $out/bin; see compilers.nix.
mkdir -p "$out/bin"

head="#!$shell/bin/sh
export CARGO_ZIGBUILD_ZIG_COMMAND=$zig CARGO_ZIGBUILD_ZIG_VERSION=$zigVersion
"
common="-g -fno-sanitize=all"
for_target="$common ${cpu:+-mcpu=$cpu} -target $zigTarget"
for_host="$common -target $hostZigTarget -Wl,--dynamic-linker=$hostLoader -Wl,-rpath=$hostLibraryPath"

# Objects of C code say where they were compiled (__FILE__, debug sections).
map='-ffile-prefix-map=$NIX_BUILD_TOP/='
for name in cc c++; do
  printf '%s' "$head" >"$out/bin/$name"
  echo "exec $maturin zig $name -- $for_target \"$map\" \"\$@\"" >>"$out/bin/$name"
  printf '%s' "$head" >"$out/bin/host-$name"
  echo "exec $maturin zig $name -- $for_host \"\$@\"" >>"$out/bin/host-$name"
done
for name in ar ranlib; do
  printf '%s' "$head" >"$out/bin/$name"
  echo "exec $maturin zig $name -- \"\$@\"" >>"$out/bin/$name"
done

{
  printf '%s' "$head"
  if [ "$triple" = "$hostTriple" ]; then
    cat <<EOF
output=
for argument; do
  case \$argument in
    @*) output="\$output \$(tr '\n' ' ' <"\${argument#@}")" ;;
    *) output="\$output \$argument" ;;
  esac
done
case "\$output " in
  *" -o \$NIX_BUILD_TOP/target/$triple/"*) ;;
  *) exec $maturin zig cc -- $for_host "\$@" ;;
esac
EOF
  fi
  if [ -n "$frameworkError" ]; then
    cat <<EOF
# A library without a name of its own is named by where it was linked.
words=
for argument; do
  case \$argument in
    @*) words="\$words \$(tr '\n' ' ' <"\${argument#@}")" ;;
    *) words="\$words \$argument" ;;
  esac
done
case "\$words " in
  *install_name*) ;;
  *" -dynamiclib "*)
    output=\${words##* -o }
    output=\${output%% *}
    set -- "\$@" "-Wl,-install_name,@rpath/\${output##*/}"
    ;;
esac
errors=\$(mktemp)
if $maturin zig cc -- $for_target $linkArguments "\$@" 2>"\$errors"; then
  cat "\$errors" >&2
  rm -f "\$errors"
  exit 0
fi
cat "\$errors" >&2
. $frameworkError
framework_error "\$errors" "\$NIX_BUILD_TOP/vendor" >&2
exit 1
EOF
  elif [ -n "$muslLibc" ]; then
    cat <<EOF
$maturin zig cc -- $for_target "\$@" || exit
output=
for argument; do
  if [ "\$output" = -o ]; then
    output=\$argument
    break
  fi
  case \$argument in
    -o) output=-o ;;
    @*) output=\$(sed -n '/^"*-o"*\$/{n;s/^"//;s/"\$//;p;}' "\${argument#@}") && [ -n "\$output" ] && break ;;
  esac
done
if $patchelf --print-needed "\$output" 2>/dev/null | grep -q -x libc.so; then
  $patchelf --replace-needed libc.so $muslLibc "\$output"
fi
EOF
  elif [ "$os" = windows ]; then
    cat <<EOF
# The id of the PDB is a hash over names of objects, and rustc's temporary ones are
# random: they are reached by a name that is not.
words=
for argument; do
  case \$argument in
    @*) words="\$words \$(tr '\n' ' ' <"\${argument#@}" | tr -d '"')" ;;
    *) words="\$words \$argument" ;;
  esac
done
random=\$(printf '%s' "\$words" | grep -o -E '/[^ =]*/rustc[A-Za-z0-9]{6}/' | head -n 1)
random=\${random%/}
if [ -n "\$random" ]; then
  output=\${words##* -o }
  output=\${output%% *}
  fixed=\${random%/*}/rustc-objects-\${output##*/}
  ln -s -f -n "\$random" "\$fixed"
  for argument; do
    shift
    case \$argument in
      @*) sed -i "s#\$random/#\$fixed/#g" "\${argument#@}" ;;
      *"\$random/"*) argument=\$(printf '%s' "\$argument" | sed "s#\$random/#\$fixed/#g") ;;
    esac
    set -- "\$@" "\$argument"
  done
fi
$maturin zig cc -- $for_target $linkArguments "\$@"
code=\$?
if [ -n "\$random" ]; then rm -f "\$fixed"; fi
exit \$code
EOF
  else
    echo "exec $maturin zig cc -- $for_target $linkArguments \"\$@\""
  fi
} >"$out/bin/linker"

chmod 755 "$out"/bin/*
