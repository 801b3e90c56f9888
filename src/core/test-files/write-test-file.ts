import type { Parser } from '../ports.ts';
import { languageOf } from '../languages/languages.ts';
import type { Result } from '../result.ts';
import { prepare, type TestFile, type TestFileFailure, type TestFileInput } from './test-file.ts';
import { testForms } from './test-forms.ts';

/**
 * The kept tests of a run in the project's own framework and place: a new file, or additions to the
 * one that tests the target's module. What the file asserts already is left out; what is there stays.
 */
export async function writeTestFile(
  input: TestFileInput,
  reader: Parser,
): Promise<Result<TestFile, TestFileFailure>> {
  const prepared = prepare(input, reader);
  if (!prepared.ok) return prepared;
  const { family } = languageOf(input.task.language);
  return testForms[family].write(prepared.value);
}
