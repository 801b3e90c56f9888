import assert from 'node:assert/strict';
import { reachOf } from '../../../src/node/runner/python/reach.ts';

describe('how far a Python program reaches', () => {
  for (const source of [
    'def f(x):\n    return sorted(x)',
    'class A:\n    def __init__(self):\n        self._items = []\n    def __len__(self):\n        return len(self._items)',
    'def f(text):\n    """Ünïcode → doc: evaluates nothing."""\n    return text.replace("é", "e")',
    'def f(n):\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b',
  ]) {
    it(`is itself: ${JSON.stringify(source)}`, () => assert.equal(reachOf(source), 'itself'));
  }

  for (const source of [
    'import math\ndef f(x):\n    return math.sqrt(x)',
    'from collections import Counter, defaultdict\ndef f(x):\n    return Counter(x)',
    'import re, json\ndef f(x):\n    return re.sub(r"\\s+", " ", json.dumps(x))',
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
    'def f(x):\n    return x.__class__.__mro__',
    'def f(x):\n    return print.__self__',
    'def f(x):\n    return ｅｖａｌ(x)',
    'def f(x):\n    return x.__clas＿＿',
    'def f(x):\n    return open(4, "wb")',
    'g = (i for i in [g.gi_frame.f_back])',
    'class A:\n    def __del__(self):\n        print("late")',
    'def f():\n    try:\n        yield 1\n    finally:\n        print("late")',
    'import numpy as np',
    'from . import x',
  ]) {
    it(`is the process: ${JSON.stringify(source)}`, () => assert.equal(reachOf(source), 'process'));
  }
});
