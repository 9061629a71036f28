"""`make bench`: every benchmark, each as ratios within one run."""

from benchmarks import publishing, reading, rendering

for benchmark in (reading, rendering, publishing):
    benchmark.run()
