"""What Python itself expects of answers to the functions of a file: JSON lines in, JSON lines out.

    {"do": "open", "text": …}                     → {"functions": […]} or {"error": …}
    {"do": "vary", "function": 0, "variants": […]} → {"variations": […]}
    {"do": "judge", "variant": …, "after": …}      → {"kind": …, "detail": …}

Offsets are UTF-16. `judge` is about the function that was varied last. Run it with `-B -X utf8`.
"""

import json
import sys

from python_oracle.judge import judge
from python_oracle.source import Source
from python_oracle.variants import VARIANTS


class Oracle:
    def __init__(self):
        self.source = None
        self.found = None
        self.variations = {}

    def open(self, text):
        try:
            self.source = Source(text)
        except (SyntaxError, ValueError) as error:
            return {"error": f"{type(error).__name__}: {error}"}
        return {
            "functions": [
                {
                    "name": found.node.name,
                    "qualifiedName": found.qualified_name,
                    "line": found.node.lineno,
                    "nameAt": self.source.utf16(found.name_at),
                    "isStub": found.is_stub,
                }
                for found in self.source.functions
            ]
        }

    def vary(self, function, variants):
        source = self.source
        found = self.found = source.functions[function]
        made = {name: VARIANTS[name](found, source) for name in variants}
        self.variations = {name: each for name, each in made.items() if each is not None}
        range_ = {"start": source.utf16(found.start), "end": source.utf16(found.end)}
        return {
            "variations": [
                {
                    "variant": name,
                    "answer": each.answer,
                    "range": range_,
                    "text": each.text,
                    "needsImport": each.wanted is not None,
                }
                for name, each in self.variations.items()
            ]
        }

    def judge(self, variant, after):
        kind, detail = judge(self.source, self.found, self.variations[variant], after)
        return {"kind": kind, "detail": detail}


def main():
    oracle = Oracle()
    for line in sys.stdin:
        request = json.loads(line)
        reply = getattr(oracle, request.pop("do"))(**request)
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
