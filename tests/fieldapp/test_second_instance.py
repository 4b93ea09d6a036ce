"""Two programs on one laptop's data: the first one works on, the second one says so and ends, nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

FIRST = """
import sys
from pathlib import Path
from sync.commands import StartWork
from tests.builders import an_order
from tests.sync.store.office import Office, a_store

store = a_store(Path(sys.argv[1]))
Office(an_order(id="job-1")).snapshot(store)
print("open", flush=True)
sys.stdin.readline()
store.record("job-1", StartWork())
print(len(store.outbox()), store.recovered(), flush=True)
store.close()
"""


def test_the_second_one_ends_and_the_first_one_works_on(tmp_path: Path) -> None:
    root, folder = Path(__file__).parents[2], tmp_path / "laptop"
    key = tmp_path / "key"
    key.write_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")  # tests.builders.KEY
    first = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(folder)], cwd=root, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert first.stdin is not None
    assert first.stdout is not None
    with first.stdin, first.stdout:
        assert first.stdout.readline() == "open\n"
        command = [sys.executable, "-m", "fieldapp", "--folder", str(folder), "--key-file", str(key)]
        second = subprocess.run(
            [*command, "--exit-after", "page"],
            cwd=root,
            check=False,
            capture_output=True,
            timeout=90,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert second.returncode == 3, second.stderr  # what it says on its page is TestRefusing's
        first.stdin.write("\n")
        first.stdin.flush()
        assert first.stdout.readline() == "1 None\n"
    assert first.wait(30) == 0
