/**
 * `npm run bench:examples [-- --data FILE] [--list]`: reads the examples in the descriptions of recorded
 * tasks as the product reads them, and runs each on the task's own solution. Prints a table in Markdown:
 * how many tasks have an example that is read, and which of them the solution does not meet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { captureNamed } from '../src/core/capture/capture.ts';
import { codeOfCheck, type Test } from '../src/core/check.ts';
import { SandboxedRunner } from '../src/node/runner/sandboxed-runner.ts';
import { sourceParser } from '../test/support/parser.ts';

interface Line {
  readonly task_id: string;
  readonly entry_point: string;
  readonly prompt: string;
  readonly canonical_solution: string;
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, list: { type: 'boolean', default: false } },
});
const folder =
  process.env['COPPICE_BENCH_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
const chosen = linesOf(
  values.data ?? resolve(folder, 'humaneval-codegen16b/even.jsonl.gz'),
  'task_id and entry_point',
);
/** The prompts with their examples; those of recorded samples have none. */
const documented = new Map(
  linesOf(
    resolve(folder, 'evalplus/HumanEvalPlus.jsonl.gz'),
    'task_id, entry_point, prompt and canonical_solution',
  ).map((line) => [line.task_id, line]),
);
const runner = new SandboxedRunner({
  assets: resolve(import.meta.dirname, '../src/node/runner'),
  allowUnsandboxed: false,
});
const parser = sourceParser();
const unread: string[] = [];
/** Read, but only half said: those tests vote and do not decide. */
const untrusted: string[] = [];
const wrong: string[] = [];
let examples = 0;
try {
  for (const { task_id: id, entry_point: entry } of chosen) {
    const line = documented.get(id);
    if (!line) continue;
    const text = `${line.prompt}    pass\n`;
    const snapshot = {
      uri: `file:///${entry}.py`,
      languageId: 'python',
      version: 1,
      text,
    } as const;
    const task = await captureNamed(snapshot, entry, parser);
    if (!task.ok) throw new Error(`${id}: ${task.error.message}`);
    const tests = task.value.examples;
    const half = task.value.described ?? [];
    if (tests.length === 0 && half.length > 0) untrusted.push(`${id} ${entry}`);
    else if (tests.length === 0) unread.push(`${id} ${entry}`);
    examples += tests.length;
    for (const test of await failing(tests, line)) wrong.push(`${id} ${nameOf(test)}`);
    if (values.list) for (const test of tests) process.stderr.write(`${id} ${nameOf(test)}\n`);
  }
} finally {
  await runner.dispose();
  await parser.dispose();
}
const all = chosen.length;
process.stdout.write(
  `| tasks | read | with a trusted example | trusted examples | not met by the solution |\n|---|---|---|---|---|\n` +
    `| ${all} | ${all - unread.length} | ${all - unread.length - untrusted.length} | ${examples} | ${wrong.length} |\n\n` +
    `Read, but not trusted: ${untrusted.join(', ') || 'none'}.\n` +
    `Nothing read: ${unread.join(', ') || 'none'}.\n\nNot met:\n${wrong.map((one) => `- ${one}\n`).join('')}`,
);

/** The tests that the solution of a task does not pass. */
async function failing(tests: readonly Test[], line: Line): Promise<readonly Test[]> {
  if (tests.length === 0) return [];
  const program = {
    id: 'solution',
    source: `${line.prompt}${line.canonical_solution}`,
    entry: line.entry_point,
  };
  const reply = await runner.run(
    { language: 'python', programs: [program], checks: tests, limits: { callMs: 5000 } },
    { signal: new AbortController().signal },
  );
  if (!reply.ok) throw new Error(reply.error.message);
  return tests.filter((_, index) => reply.value.results[0]?.[index]?.passed !== true);
}

function nameOf(test: Test): string {
  const { expectation } = test;
  return expectation.kind === 'equals'
    ? `\`${test.call} == ${expectation.expected}\``
    : `\`${codeOfCheck(test).replaceAll('\n', '; ')}\``;
}

function linesOf(path: string, fields: string): readonly Line[] {
  if (!existsSync(path)) {
    throw new Error(
      `There is no data at ${path}: name a file with --data, one JSON object a line with ${fields}.`,
    );
  }
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line);
}
