"""Prints the seconds of one 1000x1000 matrix product (the best of five) and the BLAS that this process has loaded."""

import json
import os
import time

import numpy

matrix = numpy.random.rand(1000, 1000)


def measure():
    start = time.perf_counter()
    matrix @ matrix
    return time.perf_counter() - start


seconds = min(measure() for _ in range(5))
with open("/proc/self/maps", encoding="utf-8") as maps:
    files = {line.split()[-1] for line in maps if "libblas.so.3" in line}
print(json.dumps({"seconds": seconds, "library": min(files), "declared": os.environ.get("LD_LIBRARY_PATH")}))
