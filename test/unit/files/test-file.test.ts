import assert from 'node:assert/strict';
import { isTestFile } from '../../../src/core/capture/test-file.ts';

describe('files of tests', () => {
  for (const path of [
    'test_stock.py',
    'stock_test.py',
    'shop/tests.py',
    'shop/stock_tests.py',
    'test.js',
    'src/test-stock.mjs',
    'src/stock.test.ts',
    'src/stock.spec.tsx',
    'src/__tests__/stock.ts',
    'spec/stock.js',
    'test\\unit\\stock.js',
  ]) {
    it(`are told by their path: ${path}`, () => assert.ok(isTestFile(path)));
  }
  for (const path of [
    'stock.py',
    'src/latest.js',
    'src/contest.ts',
    'src/testing.ts',
    'tester.py',
    'attest/stock.py',
    'src/inspect.js',
    'conftest.py',
    'test/types.test-d.ts',
  ]) {
    it(`are not ${path}`, () => assert.ok(!isTestFile(path)));
  }
});
