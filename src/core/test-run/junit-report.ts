import { complaintOf, type ReportEntry } from './test-result.ts';

const tag = /<(\/?)(testsuite|testcase|failure|error|skipped)\b((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g;

interface OpenCase {
  readonly name: string;
  readonly className: string;
  readonly ms: number;
  state: ReportEntry['state'];
  said: string;
}

/** The test cases of a JUnit report, as pytest and Node write them. */
export function readJUnit(xml: string, file: string): readonly ReportEntry[] {
  const entries: ReportEntry[] = [];
  const suites: string[] = [];
  let open: OpenCase | undefined;
  const close = () => {
    if (!open) return;
    // pytest names a row of a table after the function: `test_cut[abcd-2]`.
    const title =
      open.className.includes('.') || open.className.startsWith('test_')
        ? open.name.replace(/\[.*\]$/s, '')
        : open.name;
    const failed = open.state === 'failed' || open.state === 'errored';
    entries.push({
      group: [...suites, ...open.className.split('.')],
      title,
      state: open.state,
      ms: open.ms,
      ...(failed ? { complaint: complaintOf(open.said, file) } : {}),
    });
    open = undefined;
  };
  for (const match of xml.matchAll(tag)) {
    const [whole, slash = '', kind = '', attributes = '', single = ''] = match;
    const ends = slash !== '';
    if (kind === 'testsuite') {
      if (ends) suites.pop();
      else if (single === '') suites.push(attribute(attributes, 'name'));
    } else if (kind === 'testcase') {
      if (!ends) {
        open = {
          name: attribute(attributes, 'name'),
          className: attribute(attributes, 'classname'),
          ms: Number(attribute(attributes, 'time')) * 1000,
          state: 'passed',
          said: '',
        };
      }
      if (ends || single !== '') close();
    } else if (open && !ends) {
      open.state = kind === 'skipped' ? 'skipped' : kind === 'error' ? 'errored' : 'failed';
      const from = match.index + whole.length;
      const text = single === '' ? xml.slice(from, xml.indexOf(`</${kind}>`, from)) : '';
      open.said = [attribute(attributes, 'message'), unescaped(text)].join('\n').trim();
    }
  }
  return entries;
}

function attribute(text: string, name: string): string {
  return unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(
      /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
      (whole, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return entities[name] ?? whole;
        return String.fromCodePoint(parseInt(hex ?? decimal ?? '0', hex === undefined ? 10 : 16));
      },
    );
}
