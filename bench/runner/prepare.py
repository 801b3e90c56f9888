"""Reads the recorded solutions and HumanEval+ inputs; writes one JSON line per task.

    python3 prepare.py DATA_FOLDER PROGRAMS INPUTS

Numbers keep their kind (1 and 1.0), which they would lose in JavaScript.
"""

import gzip
import json
import sys
from pathlib import Path


def lines(path):
    with gzip.open(path, "rt") as file:
        for line in file:
            yield json.loads(line)


def main():
    folder, wanted, inputs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    plus = {task["task_id"]: task for task in lines(folder / "evalplus/HumanEvalPlus.jsonl.gz")}
    tasks = list(lines(folder / "humaneval-codegen16b/even.jsonl.gz"))
    distinct = [list(dict.fromkeys(task["solutions"])) for task in tasks]
    chosen = [[] for _ in tasks]
    count = depth = 0
    while count < wanted and any(depth < len(pool) for pool in distinct):
        for pool, mine in zip(distinct, chosen):
            if depth < len(pool) and count < wanted:
                mine.append(pool[depth])
                count += 1
        depth += 1
    for task, mine in zip(tasks, chosen):
        known = plus[task["task_id"]]
        name = task["entry_point"]
        every = (known["base_input"] + known["plus_input"])[:inputs]
        print(
            json.dumps(
                {
                    "task": task["task_id"],
                    "entry": name,
                    "reference": known["prompt"] + known["canonical_solution"],
                    "programs": [task["prompt"] + solution for solution in mine],
                    "calls": [
                        f"{name}({', '.join(repr(argument) for argument in arguments)})"
                        for arguments in every
                    ],
                    "tolerance": known["atol"],
                }
            )
        )


main()
