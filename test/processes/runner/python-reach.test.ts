import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { reachOf } from '../../../src/node/runner/python/reach.ts';

/** Modules that programs of one process may use, as `name.member` of another. */
const question = `
import importlib, sys, types
for name in sys.argv[1:]:
    for member, value in vars(importlib.import_module(name)).items():
        if isinstance(value, types.ModuleType):
            print(name, member, value.__name__)
`;
const shared = [
  ...['bisect', 'cmath', 'collections', 'copy', 'dataclasses', 'datetime', 'decimal', 'fractions'],
  ...['functools', 'heapq', 'itertools', 'json', 'math', 'numbers', 'operator', 'random', 're'],
  ...['statistics', 'string', 'textwrap', 'time', 'typing', 'abc', 'contextlib', 'collections.abc'],
];

describe('what Python programs of one process may use', () => {
  it('leads to no other module', () => {
    const told = execFileSync('python3', ['-c', question, ...shared], { encoding: 'utf8' });
    const members = told.trim().split('\n');
    assert.ok(members.length > 20);
    const open = members.filter((line) => {
      const [name = '', member = '', real = ''] = line.split(' ');
      return !shared.includes(real) && reachOf(`import ${name}\n${name}.${member}`) !== 'process';
    });
    assert.deepEqual(open, []);
  });

  it('is what is known to be harmless', () => {
    for (const name of shared) assert.equal(reachOf(`import ${name}`), 'modules', name);
  });
});
