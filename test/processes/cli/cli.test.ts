import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../src/node/cli/main.ts';
import { exitCodes } from '../../../src/core/verdict.ts';
import { sourceParserOptions } from '../../support/parser.ts';
import { ScriptedModel } from '../../host/support/scripted-model.ts';
import { timetableBook } from '../../host/support/timetable-book.ts';

/** One line of `--json`. */
interface JsonLine {
  readonly type: string;
  readonly diff?: string;
  readonly matrix?: {
    readonly columns: readonly unknown[];
    readonly rows: Readonly<Record<string, readonly unknown[]>>;
  };
}

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

describe('command line', function () {
  this.timeout(60_000);
  let folder: string;
  let model: ScriptedModel;
  let baseUrl: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-cli-'));
    await cp(join(checkout, 'examples'), folder, { recursive: true });
    model = new ScriptedModel(timetableBook);
    baseUrl = await model.server.start();
  });
  afterEach(async () => {
    await model.server.stop();
    await rm(folder, { recursive: true });
  });

  async function coppice(argv: readonly string[], signal = new AbortController().signal) {
    let out = '';
    let err = '';
    const code = await main({
      argv: [...argv, ...(argv.length > 0 ? ['--runs', join(folder, 'runs')] : [])],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), colours: false },
      signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, out, err };
  }

  const timetable = () => join(folder, 'python/timetable.py');
  const withModel = () => ['--base-url', baseUrl, '--model', 'scripted'];

  it('prints how it is used', async () => {
    const { code, out } = await coppice([]);
    assert.equal(code, exitCodes.proven);
    assert.match(out, /coppice grow FILE/);
  });

  it('says what to do about a wrong command line', async () => {
    for (const [argv, message] of [
      [['grew'], /no command "grew"/],
      [['grow'], /Name a file/],
      [['grow', 'a.py', 'b.py'], /what to do with "b\.py"/],
      [['grow', '--bogus'], /bogus/],
      [['grow', 'missing.py'], /missing\.py cannot be read/],
      [['grow', 'notes.txt'], /does not know the language/],
      [['grow', timetable(), '--samples', 'many'], /--samples takes a whole number/],
      [['grow', `${timetable()}:nothing`, ...withModel()], /no function "nothing".*free_slots/],
      [['grow', timetable(), '--base-url', 'ftp://x', '--model', 'y'], /not an http\(s\) address/],
      [['grow', timetable(), ...withModel(), '--strategy', 'luck'], /no strategy "luck".*funcoder/],
      [['grow', timetable(), ...withModel(), '--example', 'nonsense'], /is not an example/],
      [['resume', 'nothing'], /nothing/],
    ] as const) {
      const { code, err } = await coppice(argv);
      assert.equal(code, exitCodes.usage, `${argv.join(' ')}: ${err}`);
      assert.match(err, message);
    }
  });

  it('says how to name a model where there is none', async () => {
    const { code, err } = await coppice(['grow', timetable()]);
    assert.equal(code, exitCodes.unavailable);
    assert.match(err, /--base-url/);
  });

  it('diagnoses what is there, with one request of a few tokens', async () => {
    model.interrupt = () => ({ kind: 'answer', samples: ['ready'] });
    const good = await coppice(['diagnose', ...withModel()]);
    assert.equal(good.code, exitCodes.proven, good.out);
    assert.match(good.out, /## Model: good\n\nChosen: scripted at http:\/\/127.*\nIt answered/);
    for (const about of ['Sandbox', 'Python', 'Runs folder']) {
      assert.match(good.out, new RegExp(`## ${about}: good`));
    }
    assert.equal(model.server.received.length, 1);
    assert.equal(model.server.received[0]!.body.max_tokens, 16);
  });

  it('diagnoses what is missing and says what to do', async () => {
    const none = await coppice(['diagnose']);
    assert.equal(none.code, exitCodes.unavailable);
    assert.match(none.out, /## Model: needs you[^]*--base-url/);
    const dead = ['--base-url', 'http://127.0.0.1:10/v1', '--model', 'x'];
    const { code, out } = await coppice(['diagnose', ...dead]);
    assert.equal(code, exitCodes.unavailable);
    assert.match(out, /No model server answers at http:\/\/127\.0\.0\.1:10/);
    model.interrupt = () => ({ kind: 'status', status: 401, message: 'bad key' });
    const refused = await coppice(['diagnose', ...withModel()]);
    assert.match(refused.out, /refused the API key[^]*COPPICE_API_KEY/);
  });

  it('grows a stub, prints the plan and the diff, and writes only when asked', async () => {
    const before = await readFile(timetable(), 'utf8');
    const { code, out, err } = await coppice(['grow', timetable(), ...withModel()]);
    assert.equal(code, exitCodes.proven, err);
    assert.match(out, /free_slots\(busy, minutes\)[^]*\n {2}to_minutes\(clock\)/);
    assert.match(out, /^\+def merge_ranges/m);
    assert.doesNotMatch(out, /^-def free_slots/m);
    assert.equal(await readFile(timetable(), 'utf8'), before);

    const applied = await coppice(['grow', timetable(), ...withModel(), '--apply']);
    assert.equal(applied.code, exitCodes.proven, applied.err);
    const after = await readFile(timetable(), 'utf8');
    assert.match(after, /def merge_ranges[^]*def free_slots/);
    assert.ok(after.startsWith(before.slice(0, before.indexOf('def free_slots'))));

    const runs = await coppice(['runs']);
    assert.equal(runs.out.match(/solved/g)?.length, 2);
    const [id] = runs.out.split(' ');
    const resumed = await coppice(['resume', id!, ...withModel()]);
    assert.match(resumed.out, /holds this code already/);
    const replayed = await coppice(['replay', id!]);
    assert.equal(replayed.code, exitCodes.proven);
    assert.match(replayed.out, /^\+def merge_ranges/m);
    const sent = await coppice(['sent', id!]);
    assert.match(sent.out, /Implement `free_slots`/);
  });

  it('shows runs of an older version, and says how to go on from one', async () => {
    const old = join(checkout, 'test/fixtures/journals/0.1.0/grow-failed.jsonl');
    const text = await readFile(old, 'utf8');
    const { run } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { run: string };
    await mkdir(join(folder, 'runs'));
    await writeFile(join(folder, 'runs', `${run}.jsonl`), text);
    assert.match((await coppice(['runs'])).out, new RegExp(`${run} .*failed`));
    const shown = await coppice(['replay', run]);
    assert.match(shown.out, /free_slots\(busy, minutes\)[^]*! to_minutes: unproven/);
    assert.match(shown.err, /made by Coppice 0\.1\.0[^]*refused the API key[^]*resume .* --fork/);
    const refused = await coppice(['resume', run, ...withModel()]);
    assert.equal(refused.code, exitCodes.usage);
    assert.match(
      refused.err,
      new RegExp(`looked at, but not gone on with[^]*resume ${run} --fork`),
    );
    const forked = await coppice(['resume', run, '--fork', ...withModel()]);
    assert.equal(forked.code, exitCodes.proven, forked.err);
  });

  it('believes no journal of another machine, and writes nothing by one', async () => {
    assert.equal((await coppice(['grow', timetable(), ...withModel()])).code, exitCodes.proven);
    const before = await readFile(timetable(), 'utf8');
    const [file = ''] = (await readdir(join(folder, 'runs'))).filter((name) =>
      name.endsWith('.jsonl'),
    );
    const run = file.replace('.jsonl', '');
    const text = await readFile(join(folder, 'runs', file), 'utf8');
    await writeFile(join(folder, 'runs', file), text.replaceAll(/,"mac":"[\w-]{43}"\}$/gm, '}'));
    const shown = await coppice(['replay', run]);
    assert.equal(shown.code, exitCodes.unproven, shown.err);
    assert.match(shown.out, /not written on this machine[^]*Grow the function again/);
    assert.doesNotMatch(shown.out, /^\+def/m);
    const refused = await coppice(['resume', run, ...withModel()]);
    assert.equal(refused.code, exitCodes.usage);
    assert.match(refused.err, new RegExp(`proves nothing[^]*resume ${run} --fork`));
    await coppice(['resume', run, '--fork', '--apply', ...withModel()]);
    assert.equal(await readFile(timetable(), 'utf8'), before);
  });

  it('streams JSON lines that end in the result', async () => {
    const { code, out } = await coppice(['grow', timetable(), ...withModel(), '--json']);
    assert.equal(code, exitCodes.proven);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonLine);
    assert.ok(lines.some(({ type }) => type === 'candidate'));
    const results = lines.findLast(({ type }) => type === 'matrix')!.matrix!;
    assert.ok(results.columns.length > 0);
    for (const row of Object.values(results.rows)) assert.equal(row.length, results.columns.length);
    assert.equal(Object.keys(results.rows).length, 5, 'no reference came: others had to agree');
    assert.equal(lines.at(-1)!.type, 'result');
    assert.match(lines.at(-1)!.diff!, /^\+def merge_ranges/m);
  });

  it('says that no candidate passed, and writes nothing', async () => {
    const path = join(folder, 'python/settle.py');
    const before = await readFile(path, 'utf8');
    const wrong = new ScriptedModel({
      settle_up: {
        samples: ['def settle_up(ledger: str) -> list[tuple[str, str, int]]:\n    return [1]'],
      },
    });
    const url = await wrong.server.start();
    const { code, err } = await coppice([
      'grow',
      path,
      '--base-url',
      url,
      '--model',
      'x',
      '--apply',
    ]);
    await wrong.server.stop();
    assert.equal(code, exitCodes.failed, err);
    assert.match(err, /There is nothing usable\. Nothing was written/);
    assert.equal(await readFile(path, 'utf8'), before);
  });

  it('grows a function from a description', async () => {
    model.propose(
      'def twice(n: int) -> int:\n    """Return n doubled.\n\n    >>> twice(2)\n    4\n    """\n    raise NotImplementedError',
    );
    model.interrupt = ({ job, name, request }) =>
      name === 'twice' && (job === 'sample' || job === 'divide')
        ? {
            kind: 'answer',
            samples: Array.from(
              { length: request.n ?? 1 },
              () => '```python\ndef twice(n: int) -> int:\n    return n * 2\n```',
            ),
          }
        : undefined;
    const begun = join(folder, 'begun.py');
    const first = await coppice(['grow', begun, '--task', 'double', ...withModel(), '--apply']);
    assert.equal(first.code, exitCodes.proven, first.err);
    assert.match(
      await readFile(begun, 'utf8'),
      /^def twice\(n: int\) -> int:\n[^]*return n \* 2\n$/,
    );
    const path = join(folder, 'fresh.py');
    await writeFile(path, 'X = 1\n');
    const argv = ['grow', path, '--task', 'double a number', ...withModel(), '--apply'];
    const { code, err } = await coppice(argv);
    assert.equal(code, exitCodes.proven, err);
    assert.equal((await coppice(['runs'])).out.trim().split('\n').length, 2);
    const all = (await coppice(['runs', '--all'])).out;
    const [, proposal = ''] = /^(\S+) .*a new function, proposed$/m.exec(all) ?? [];
    assert.match((await coppice(['sent', proposal])).out, /double a number/);
    assert.match((await coppice(['replay', proposal])).out, /planned: 1 function/);
    const again = await coppice(['resume', proposal, ...withModel()]);
    assert.equal(again.code, exitCodes.usage);
    assert.match(again.err, /proposal/);
    const after = await readFile(path, 'utf8');
    assert.match(
      after,
      /^X = 1\n\n\ndef twice\(n: int\) -> int:\n {4}"""Return[^]*return n \* 2\n$/,
    );
  });

  it('grows a function whose file imports modules of the workspace', async () => {
    const files = {
      'shop/__init__.py': 'from .prices import total\n',
      'shop/rates.py':
        'from .tables import RATES\n\n\ndef rate_of(kind):\n    return RATES[kind]\n',
      'shop/tables.py': "RATES = {'book': 7, 'pen': 19}\nMARK_OF_TABLES = 1\n",
      'shop/hidden.py': 'MARK_OF_HIDDEN = 1\n',
      '.gitignore': 'hidden.py\n',
      'shop/prices.py': `from .rates import rate_of
from .hidden import MARK_OF_HIDDEN


def total(net, kind):
    """The price with tax: see rate_of, not MARK_OF_HIDDEN.

    >>> total(100, "book")
    107
    >>> total(100, "pen")
    119
    """
    raise NotImplementedError
`,
    };
    const shop = join(folder, 'work');
    await mkdir(join(shop, 'shop'), { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(shop, path), text);
    const scripted = new ScriptedModel({
      total: {
        samples: [
          'def total(net, kind):\n    return net + net * rate_of(kind) // 100',
          'def total(net, kind):\n    return net',
        ],
      },
    });
    const url = await scripted.server.start();
    const before = process.cwd();
    process.chdir(shop);
    try {
      const argv = ['grow', 'shop/prices.py', '--base-url', url, '--model', 'x'];
      const { code, out, err } = await coppice(argv);
      assert.equal(code, exitCodes.proven, `${out}${err}`);
      assert.match(out, /^\+ {4}return net \+ net \* rate_of\(kind\) \/\/ 100$/m);
      assert.match(err, /Candidates run without "\.hidden": an ignore file names it\./);
    } finally {
      process.chdir(before);
      await scripted.server.stop();
    }
    const sent = scripted.asked.map(({ request }) => JSON.stringify(request)).join('');
    assert.ok(!sent.includes('MARK_OF_TABLES'), 'modules that programs import are not sent');
    const [journal = ''] = (await readdir(join(folder, 'runs'))).filter((name) =>
      name.endsWith('.jsonl'),
    );
    const kept = await readFile(join(folder, 'runs', journal), 'utf8');
    assert.equal(kept.split('MARK_OF_TABLES').length - 1, 1, 'kept once');
    const replayed = await coppice(['replay', journal.replace('.jsonl', '')]);
    assert.equal(replayed.code, exitCodes.proven, replayed.err);
  });

  it('stops at once when asked to, and resumes', async () => {
    const controller = new AbortController();
    model.interrupt = ({ job }) => {
      if (job !== 'sample') return undefined;
      controller.abort();
      return { kind: 'hang' };
    };
    const stopped = await coppice(['grow', timetable(), ...withModel()], controller.signal);
    assert.equal(stopped.code, exitCodes.cancelled);
    const id = /resume (\S+)/.exec(stopped.err)?.[1];
    model.interrupt = () => undefined;
    const asked = model.asked.filter(({ job }) => job === 'divide').length;
    const resumed = await coppice(['resume', id!, ...withModel()]);
    assert.equal(resumed.code, exitCodes.proven, resumed.err);
    assert.match(resumed.err, /results? came from the journal/);
    assert.equal(model.asked.filter(({ job }) => job === 'divide').length, asked);
  });
});
