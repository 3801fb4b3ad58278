# Stands before a compiler that CMake calls; $compiler is set above this.
#
# CMake links a program for each question about an instruction set, with the
# flags of that question. Zig would compile the target's C runtime anew for each
# (minutes on Windows), though the objects are compiled by then: when linking,
# flags that only choose instructions are left out.
links=yes
for argument; do
  case $argument in
    -c | -S | -E | *.c | *.cc | *.cpp | *.cxx | *.C | *.s | *.S) links= ;;
  esac
done
if [ -n "$links" ]; then
  count=$#
  while [ "$count" -gt 0 ]; do
    case $1 in
      -march=* | -mcpu=* | -mtune=* | -msse* | -mssse3 | -mavx* | -mamx* | -mbmi* | -mfma* | -mf16c | -mlzcnt | -mpopcnt | -mpclmul | -mvpclmulqdq | -maes | -mvaes | -msha* | -mgfni | -madx | -mxsave* | -mrdrnd | -mrdseed | -mfpu=*) ;;
      *) set -- "$@" "$1" ;;
    esac
    shift
    count=$((count - 1))
  done
fi
exec "$compiler" "$@"
