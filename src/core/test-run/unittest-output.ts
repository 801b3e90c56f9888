import { complaintOf, type ReportEntry } from './test-result.ts';

/** The tests of what `python -m unittest -v` prints; it writes no report. */
export function readUnittestOutput(output: string, file: string): readonly ReportEntry[] {
  const text = output.replace(/\u001b\[[\d;]*m/g, '').replaceAll('\r\n', '\n');
  const sections = [
    ...text.matchAll(
      /^={70}\n(FAIL|ERROR): (\S+) \(([^)\n]*)\)([^\n]*)\n-{70}\n([\s\S]*?)(?=\n={70}\n|\n-{70}\nRan )/gm,
    ),
  ];
  const broken = sections.map(
    ([, kind = '', title = '', id = '', row = '', said = '']): ReportEntry => ({
      group: id.split('.'),
      title,
      state: kind === 'FAIL' ? 'failed' : 'errored',
      complaint: complaintOf([row.trim(), said].join('\n'), file),
    }),
  );
  const named = [...text.matchAll(/^(\w+) \(([^)\n]*)\)[^\n]*? \.\.\. (ok|skipped)?/gm)];
  // A test that prints says `ok` elsewhere; that all were run is said at the end.
  const isWhole = /^Ran \d+ tests? in /m.test(text);
  const others = named.flatMap(([, title = '', id = '', how]): ReportEntry[] => {
    const group = id.split('.');
    const isBroken = broken.some(
      (entry) => entry.title === title && entry.group.join('.') === group.join('.'),
    );
    return isBroken || (how === undefined && !isWhole)
      ? []
      : [{ group, title, state: how === 'skipped' ? 'skipped' : 'passed' }];
  });
  return [...broken, ...others];
}
