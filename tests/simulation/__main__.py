"""`make simulate N=50000`: the long run, on all cores."""

import sys
from concurrent.futures import ProcessPoolExecutor

from tqdm import tqdm

from tests.simulation.sequence import Sequence


def failure(seed: int) -> str:
    """What went wrong with a seed, if anything."""
    try:
        Sequence(seed).run()
    except Exception as error:
        return f"seed {seed}: {type(error).__name__}: {error}"
    return ""


def main(number: int) -> int:
    """Run that many sequences and print every failure."""
    failed = 0
    with ProcessPoolExecutor() as pool:
        for problem in tqdm(pool.map(failure, range(number), chunksize=50), total=number):
            if problem:
                failed += 1
                tqdm.write(problem)
    sys.stdout.write(f"{number - failed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
