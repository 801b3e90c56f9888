/** Folders in which projects keep nothing but tests, by the customs of their languages. */
const folder = /(?:^|[/\\])(?:tests?|specs?|__tests?__)[/\\]/i;
/** `test_stock.py`, `test-stock.js`. */
const begins = /(?:^|[/\\])test[_-][^/\\]*$/i;
/** `stock.test.ts`, `stock_test.py`, and a file that is called nothing else: `test.js`, `tests.py`. */
const ends = /(?:^|[/\\._-])(?:tests?|specs?)\.[^/\\.]+$/i;
/** What a compiler checks: run, they say nothing. */
const ofTypes = /\.test-d\.[^/\\.]+$/i;

/**
 * True for files that hold tests by the customs of their languages. The path is that from the
 * workspace folder: what a folder above it is called says nothing of its files.
 */
export function isTestFile(path: string): boolean {
  if (ofTypes.test(path)) return false;
  return folder.test(path) || begins.test(path) || ends.test(path);
}
