{ toolchain }:
throw "wheelpin: packages.wheelpin: the driver is not built yet"
