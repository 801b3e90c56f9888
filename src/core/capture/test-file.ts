/** True for files that hold tests by the customs of their languages. */
export function isTestFile(uri: string): boolean {
  return /(?:^|[/\\])(?:tests?|specs?|__tests__)[/\\]|(?:^|[/\\])test_[^/\\]*$|[._-](?:test|spec)\.[^/\\.]+$/i.test(
    uri,
  );
}
