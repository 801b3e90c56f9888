import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../src/node/cli/main.ts';
import { exitCodes } from '../../../src/core/verdict.ts';
import { romanBook } from '../../host/support/roman-book.ts';
import { ScriptedModel } from '../../host/support/scripted-model.ts';
import { sourceParserOptions } from '../../support/parser.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

describe('plans on the command line', function () {
  this.timeout(60_000);
  let folder: string;
  let model: ScriptedModel;
  let baseUrl: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-plan-'));
    await cp(join(checkout, 'examples'), folder, { recursive: true });
    model = new ScriptedModel(romanBook);
    baseUrl = await model.server.start();
  });
  afterEach(async () => {
    await model.server.stop();
    await rm(folder, { recursive: true });
  });

  async function coppice(...argv: readonly string[]) {
    let out = '';
    let err = '';
    const code = await main({
      argv: [...argv, '--runs', join(folder, 'runs')],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, out, err };
  }

  const plan = () => join(folder, 'plans/roman.parsel');
  const grow = (...more: readonly string[]) =>
    coppice('grow', plan(), '--base-url', baseUrl, '--model', 'scripted', ...more);

  it('checks a plan and says in which order it is solved', async () => {
    const { code, out } = await coppice('plan', plan());
    assert.equal(code, exitCodes.proven);
    assert.match(out, /^4 functions, solved in this order:$/m);
    assert.match(
      out,
      /1\. to_number, digit · 2 constraints\n +2\. to_numeral · .*\n +3\. roman_sum/,
    );
  });

  it('points at what is wrong with a plan', async () => {
    await writeFile(plan(), 'f(x): f\n  g(x: g\n1 -> 2 -> 3\n');
    const { code, out } = await coppice('plan', plan());
    assert.equal(code, exitCodes.usage);
    assert.match(out, /roman\.parsel:2:4: error: .*`\)`.*\[unclosed-bracket\]/);
    assert.match(out, /roman\.parsel:3:8: error: .*\[unreadable-line\]/);
    const grown = await grow();
    assert.equal(grown.code, exitCodes.usage);
    assert.match(grown.err, /roman\.parsel:2:4: error/);
    const { out: json } = await coppice('plan', plan(), '--json');
    const found = JSON.parse(json) as { diagnostics: { code: string; line: number }[] };
    assert.deepEqual(found.diagnostics[0], {
      ...found.diagnostics[0],
      code: 'unclosed-bracket',
      line: 2,
    });
  });

  it('shows the plan of existing code', async () => {
    const file = join(folder, 'python/timetable.py');
    const { code, out } = await coppice('plan', file);
    assert.equal(code, exitCodes.proven);
    assert.match(out, /^# language: python\n/);
    const target = join(folder, 'made.parsel');
    assert.equal((await coppice('plan', file, '--out', target)).code, exitCodes.proven);
    assert.equal(await readFile(target, 'utf8'), out);
    assert.equal((await coppice('plan', target)).code, exitCodes.proven);
  });

  it('grows a plan into a module that runs, and never replaces a file unasked', async () => {
    const target = join(folder, 'roman.py');
    const { code, err } = await grow('--out', target);
    assert.equal(code, exitCodes.proven, err);
    const module = await readFile(target, 'utf8');
    const sum = execFileSync(
      'python3',
      ['-c', 'import sys; exec(sys.stdin.read()); print(roman_sum("MCM + XXIV"))'],
      { input: module, encoding: 'utf8' },
    );
    assert.equal(sum.trim(), 'MCMXXIV');
    await writeFile(target, 'mine');
    const again = await grow('--out', target);
    assert.equal(again.code, exitCodes.usage);
    assert.match(again.err, /is there already.*--apply/);
    assert.equal(await readFile(target, 'utf8'), 'mine');
  });

  it('grows a plan of Python programs into TypeScript where the file asks for it', async () => {
    const source = join(folder, 'twice.ss');
    await writeFile(
      source,
      'twice(text, loud=False): says it twice\n"a" -> "aa"\n"a", True -> "AA"\n',
    );
    const target = join(folder, 'twice.ts');
    model.interrupt = ({ request }) => ({
      kind: 'answer',
      samples: Array.from(
        { length: request.n ?? 1 },
        () =>
          '```typescript\nfunction twice(text, loud = false) {\n  return (loud ? text.toUpperCase() : text).repeat(2);\n}\n```',
      ),
    });
    const { code, err } = await coppice(
      ...['grow', source, '--out', target, '--base-url', baseUrl, '--model', 'scripted'],
    );
    assert.equal(code, exitCodes.proven, err);
    assert.match(await readFile(target, 'utf8'), /function twice\(text.*loud/);
  });

  it('asks again only for what an edit of the plan changed', async () => {
    assert.equal((await grow()).code, exitCodes.proven);
    const first = model.asked.length;
    assert.ok(first >= 4);
    const text = await readFile(plan(), 'utf8');
    await writeFile(
      plan(),
      text.replace('a number below 4000 as', 'a positive number below 4000 as'),
    );
    const { code, err } = await grow();
    assert.equal(code, exitCodes.proven, err);
    assert.deepEqual([...new Set(model.asked.slice(first).map(({ name }) => name))].sort(), [
      'roman_sum',
      'to_numeral',
    ]);
    assert.match(err, /Took over \d+ answers/);
    const before = model.asked.length;
    await grow('--fresh');
    assert.ok(model.asked.length - before >= 4);
  });

  it('says so when no combination passes', async () => {
    const text = await readFile(plan(), 'utf8');
    await writeFile(plan(), text.replace("9 -> 'IX'", "9 -> 'VIIII'"));
    const target = join(folder, 'roman.py');
    const { code, err } = await grow('--out', target, '--samples', '40');
    assert.equal(code, exitCodes.failed, err);
    assert.match(err, /No combination passed every constraint/);
    await assert.rejects(readFile(target));
  });
});
