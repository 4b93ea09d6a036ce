"""`make mutants`: the share of broken versions of the pure core that its own tests notice."""

import json
import sys

from tests.core import ROOT

LEAST = 0.90


def main() -> int:
    """Prints the score; 1 where it is below the least."""
    stats = json.loads((ROOT / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
    noticed = stats["killed"] + stats["timeout"]
    score = noticed / stats["total"]
    print(f"{noticed} of {stats['total']} broken versions noticed: {score:.1%} ({stats['survived']} passed the tests)")
    print("`mutmut results` names those that passed, `mutmut show NAME` what they changed.")
    return 1 if score < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
