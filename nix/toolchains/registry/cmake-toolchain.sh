# Write $out/toolchain.cmake and the programs that it names; see
# cmake-toolchain.nix.
mkdir -p "$out/bin"
for program in CC CXX; do
  {
    echo "#!$shell/bin/sh"
    echo "compiler=\$${program}_$variable"
    cat "$compilerScript"
  } >"$out/bin/$program"
done

cat >"$out/toolchain.cmake" <<EOF
set(CMAKE_SYSTEM_NAME $systemName)
set(CMAKE_SYSTEM_PROCESSOR $processor)
set(CMAKE_C_COMPILER $out/bin/CC)
set(CMAKE_CXX_COMPILER $out/bin/CXX)
set(CMAKE_ASM_COMPILER $out/bin/CC)
set(CMAKE_AR "\$ENV{AR_$variable}" CACHE FILEPATH "archiver")
set(CMAKE_RANLIB "\$ENV{RANLIB_$variable}" CACHE FILEPATH "archive indexer")
# Zig's linker writes no dependency files.
set(CMAKE_C_LINKER_DEPFILE_SUPPORTED FALSE)
set(CMAKE_CXX_LINKER_DEPFILE_SUPPORTED FALSE)
# Programs of the build host, but no library or header of it.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
EOF

case $os in
  macos)
    # CMake insists on the program; maturin is it when it is called so.
    ln -s "$maturin" "$out/bin/install_name_tool"
    echo "set(CMAKE_INSTALL_NAME_TOOL $out/bin/install_name_tool)" >>"$out/toolchain.cmake"
    ;;
  windows)
    # GNU windres as CMake calls it, by Zig's resource compiler.
    cat >"$out/bin/windres" <<EOF
#!$shell/bin/sh
set -eu
input= output= options=
while [ \$# -gt 0 ]; do
  case \$1 in
    -i) input=\$2; shift ;;
    -o) output=\$2; shift ;;
    -O | -J | -F) shift ;;
    -I) options="\$options /i \$2"; shift ;;
    -I*) options="\$options /i \${1#-I}" ;;
    -D) options="\$options /d \$2"; shift ;;
    -D*) options="\$options /d \${1#-D}" ;;
    -*) ;;
    *) if [ -z "\$input" ]; then input=\$1; else output=\$1; fi ;;
  esac
  shift
done
exec $zig rc /:output-format coff /:target $architecture \$options -- "\$input" "\$output"
EOF
    # Over what the cmake crate derives from the name of the C compiler: CMake
    # would start again with half of its settings lost.
    echo "set(CMAKE_RC_COMPILER $out/bin/windres CACHE FILEPATH \"resource compiler\" FORCE)" >>"$out/toolchain.cmake"
    ;;
esac
find "$out/bin" -type f -exec chmod 755 {} +
