import { complaintOf, type ReportEntry } from './test-result.ts';

/** The tests of a report by jest, or by vitest in the same form. */
export function readJestReport(json: string, file: string): readonly ReportEntry[] {
  return listIn(parsed(json), 'testResults').flatMap((suite): ReportEntry[] =>
    listIn(suite, 'assertionResults').map((test) => {
      const said = listIn(test, 'failureMessages').filter((each) => typeof each === 'string');
      const status = textIn(test, 'status');
      const ms = fieldOf(test, 'duration');
      return {
        group: listIn(test, 'ancestorTitles').filter((each) => typeof each === 'string'),
        title: textIn(test, 'title'),
        state: status === 'passed' || status === 'failed' ? status : 'skipped',
        ...(typeof ms === 'number' ? { ms } : {}),
        ...(status === 'failed' ? { complaint: complaintOf(said.join('\n\n'), file) } : {}),
      };
    }),
  );
}

/** The tests of a report by mocha. */
export function readMochaReport(json: string, file: string): readonly ReportEntry[] {
  const report = parsed(json);
  const pending = new Set(listIn(report, 'pending').map((test) => textIn(test, 'fullTitle')));
  return listIn(report, 'tests').map((test): ReportEntry => {
    const title = textIn(test, 'title');
    const full = textIn(test, 'fullTitle');
    const error = fieldOf(test, 'err');
    const message = textIn(error, 'message');
    const ms = fieldOf(test, 'duration');
    const failed = message !== '' || textIn(error, 'stack') !== '';
    const values = { expected: fieldOf(error, 'expected'), actual: fieldOf(error, 'actual') };
    const known = typeof values.expected === 'string' && typeof values.actual === 'string';
    return {
      group: [full.slice(0, full.length - title.length).trim()],
      title,
      state: pending.has(full) ? 'skipped' : failed ? 'failed' : 'passed',
      ...(typeof ms === 'number' ? { ms } : {}),
      ...(failed
        ? {
            complaint: {
              ...complaintOf(textIn(error, 'stack') || message, file),
              ...(known ? (values as { expected: string; actual: string }) : {}),
            },
          }
        : {}),
    };
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A framework that was stopped leaves half a report: it says nothing.
    return undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const found = fieldOf(value, name);
  return Array.isArray(found) ? found : [];
}

function textIn(value: unknown, name: string): string {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : '';
}
