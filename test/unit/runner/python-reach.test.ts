import assert from 'node:assert/strict';
import { reachOf } from '../../../src/node/runner/python/reach.ts';

describe('how far a Python program reaches', () => {
  for (const source of [
    'def f(x):\n    return sorted(x)',
    'class A:\n    def __init__(self):\n        self._items = []\n    def __len__(self):\n        return len(self._items)',
    'def f(text):\n    """Ünïcode → doc: evaluates nothing."""\n    return text.replace("é", "e")',
    'def f(x):\n    return type(x) is int and type(x).__name__ == "int" and x["type"]',
    'def f(x):\n    return "{}: {:>3} {0!r}".format(x) + format(x, ".2f")',
    'class P:\n    def __eq__(s, o): return True\n    def __hash__(s): return 1',
    'class P:\n    __slots__ = ("x", "y")\n    __match_args__ = ("x", "y")\n',
    'def f(n):\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b',
  ]) {
    it(`is itself: ${JSON.stringify(source)}`, () => assert.equal(reachOf(source), 'itself'));
  }

  for (const source of [
    'import math\ndef f(x):\n    return math.sqrt(x)',
    'from collections import Counter, defaultdict\ndef f(x):\n    return Counter(x)',
    'import re, json\ndef f(x):\n    return re.sub(r"\\s+", " ", json.dumps(x))',
    'from functools import wraps\ndef d(g):\n    @wraps(g)\n    def h(*a):\n        return g(*a)\n    return h',
    'import functools\ndef d(g):\n    @functools.wraps(g)\n    async def h(): pass\n    return h',
    'from decimal import Decimal\ndef f(x):\n    return Decimal(x)',
    'from typing import (\n    List,\n    Optional,\n)\ndef f(x: List[int]) -> Optional[int]:\n    return x[0]',
  ]) {
    it(`is the modules that all use: ${JSON.stringify(source)}`, () =>
      assert.equal(reachOf(source), 'modules'));
  }

  for (const source of [
    'import decimal\ndecimal.getcontext().prec = 2',
    'from decimal import *\nsetcontext(Context(prec=2))',
    'import warnings\nwarnings.simplefilter("error")',
    'import re\nre._cache.clear()',
    'import re\nmatch re:\n    case object(_cache=c):\n        c.clear()',
    'import sys\nsys.set_int_max_str_digits(0)',
    'import\\\nos',
    'import\\\r\nos',
    'import math;import os',
    'import math, os as m',
    'from json import codecs as c',
    'from collections.abc import Sequence\nSequence.register(int)',
    'import functools, re\nfunctools.update_wrapper(re, f, assigned=("x",))',
    'import operator\noperator.attrgetter("x")',
    'import re\nre.enum.global_enum(E)',
    'import typing\ntyping.clear_overloads()',
    'import re\nclass T(str):\n    def __eq__(s, o): return True\n    def __hash__(s): return 1',
    'def f(x):\n    return x.__class__.__mro__',
    'def f(x):\n    return print.__self__',
    'def f(x):\n    return ｅｖａｌ(x)',
    'def f(x):\n    return x.__clas＿＿',
    'def f(x):\n    return open(4, "wb")',
    'g = (i for i in [g.gi_frame.f_back])',
    'class A:\n    def __del__(self):\n        print("late")',
    'def f():\n    try:\n        yield 1\n    finally:\n        print("late")',
    // Names that are made as it runs.
    'K = type("K", (), {u + "del" + u: late})',
    'k = type(a)\nk("K", (), d)',
    'def f(x):\n    return type(x) == liar',
    'class M(type): pass',
    'k = ["=", type, ".format("]',
    'class A:\n    __match_args__ = (u + "globals" + u,)',
    'class A:\n    __match_args__ = ("a",) + more',
    'class A:\n    __slots__ = ("_" "_del_" "_",)',
    'def f(x):\n    return ("{0.g" + "i_frame}").format(x)',
    'def f(x):\n    return ("{0.g" "i_frame}".format(x))',
    'def f(x):\n    return "{0.g\\x69_frame}".format(x)',
    'def f(x):\n    return ("{0.g\\x69_frame}" #(\n"".format(x))',
    'def f(s, x):\n    return (s.#\nformat(x))',
    'def f(x):\n    return str.format(s, x)',
    'def f(x):\n    return s.format_map(x)',
    'import functools\nfunctools.wraps(lie, [u + "code" + u])(merge)',
    'import functools\n(own @functools.wraps(lie))',
    'from functools import wraps as w',
    'import enum\nenum.Enum("E", {"pi": 3}, module="ma" + "th")',
    'from abc import ABCMeta\nABCMeta("K", (), {u + "del" + u: late})',
    'from typing import Type\nType[int]("K", (), {u + "del" + u: late})',
    'import dataclasses\ndataclasses.fields(A)[0].name = u + "dict" + u',
    'import numpy as np',
    'from . import x',
  ]) {
    it(`is the process: ${JSON.stringify(source)}`, () => assert.equal(reachOf(source), 'process'));
  }
});
