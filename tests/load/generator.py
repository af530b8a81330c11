"""The generator: a process of its own on a core of its own. Takes one job on its input, prints the figures."""

import json
import os
import resource
import sys
import time

from tests.load.fleet import Fleet
from tests.load.scenes import SCENES, Target


def main() -> None:
    """Plays one scene at one server, and tells how busy it was itself."""
    job = json.loads(sys.stdin.read())
    os.sched_setaffinity(0, {job["core"]})
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    began, used = time.perf_counter(), time.process_time()
    found = SCENES[job["scene"]](Target(job), Fleet(), **job["how"])
    found["generator_busy"] = (time.process_time() - used) / (time.perf_counter() - began)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
