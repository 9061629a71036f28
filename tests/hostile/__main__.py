"""`make hostile N=100000`: the long run, on all cores."""

import sys
from concurrent.futures import ProcessPoolExecutor

from tqdm import tqdm

from tests.hostile.outcome import problems_of


def main(number: int, first: int = 0) -> int:
    """Look at that many random posts and print everything that may not be in them."""
    found = 0
    with ProcessPoolExecutor() as pool:
        seeds = range(first, first + number)
        for problems in tqdm(pool.map(problems_of, seeds, chunksize=200), total=number):
            found += len(problems)
            for problem in problems:
                tqdm.write(problem)
    sys.stdout.write(f"{number} posts, {found} things that may not be in them\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
