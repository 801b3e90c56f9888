import type { TestFramework } from '../test-files/test-project.ts';
import { readJUnit } from './junit-report.ts';
import { readJestReport, readMochaReport } from './json-reports.ts';
import type { ReportEntry } from './test-result.ts';
import { readUnittestOutput } from './unittest-output.ts';

/** What a framework left behind: its report, where it writes one, and everything it printed. */
export interface Left {
  readonly report?: string;
  readonly output: string;
}

/** The entries of a framework's report; none where it never came to run a test. */
export function readReport(
  framework: TestFramework,
  { report = '', output }: Left,
  file: string,
): readonly ReportEntry[] {
  switch (framework) {
    case 'pytest':
    case 'node:test':
      return readJUnit(report, file);
    case 'unittest':
      return readUnittestOutput(output, file);
    case 'vitest':
    case 'jest':
      return readJestReport(report, file);
    case 'mocha':
      return readMochaReport(report, file);
  }
}
