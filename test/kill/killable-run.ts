import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScriptedServer, type Behaviour, type ChatRequest } from '../support/scripted-server.ts';

/** A program that plays sessions of a run, and how to talk to it. */
export interface Play {
  /** File beside this one. */
  readonly program: string;
  /** Its arguments; `run` is undefined for the first session. */
  readonly args: (place: Place, run: string | undefined) => readonly string[];
  /** Must depend on the request alone, so that a repeated call has the same answer. */
  readonly answer: (request: ChatRequest) => Behaviour;
  readonly outcomeOf: (out: string, err: string) => Outcome;
}

export interface Place {
  /** Folder of the journals. */
  readonly runs: string;
  readonly baseUrl: string;
}

/** How a session ended, as far as the tests compare it. */
export interface Outcome {
  /** Everything that must be as in the undisturbed run. */
  readonly result: unknown;
  /** Actions that were in flight and were made again. */
  readonly repeated: number;
}

/** Arms the end of a session: calls `kill` when the moment has come. */
export type Moment = (session: Session, kill: () => void) => void;

/** A session under way. */
export interface Session {
  /** Called when the program has said its first word: the run is about to begin. */
  onBegun: (() => void) | undefined;
  /** Called with each request before it is answered, counted from 1. */
  onRequest: ((count: number) => void) | undefined;
  /** Called when an answer has been sent, counted from 1. */
  onAnswered: ((count: number) => void) | undefined;
}

interface Tally {
  requests: number;
  answers: number;
  readonly prompts: string[];
  begunAt: number;
}

/** What the journal of a run holds at some point. */
interface Held {
  readonly run: string;
  /** Prompts of the asks that have an answer. */
  readonly answered: readonly string[];
  /** Actions of any kind that have no result. */
  readonly unanswered: number;
}

/** What happened on the way to the end. */
export interface KillReport {
  readonly kills: number;
  /** Sessions that were killed before the run's first line was written. */
  readonly unborn: number;
  readonly repeated: number;
}

/** The run with nobody in its way: what every killed one must come to. */
export interface Undisturbed {
  readonly outcome: Outcome;
  readonly prompts: readonly string[];
  /** How long it took from its first word, in ms. */
  readonly ms: number;
}

/** A run in a folder of its own, with a scripted model. Dispose of it with `stop`. */
class KillableRun {
  readonly #play: Play;
  readonly #directory: string;
  readonly #server = new ScriptedServer((request) => this.#answer(request));
  #baseUrl = '';
  #session: Session & Tally = freshSession();

  private constructor(play: Play, directory: string) {
    this.#play = play;
    this.#directory = directory;
  }

  static async create(play: Play): Promise<KillableRun> {
    const made = new KillableRun(play, await mkdtemp(join(tmpdir(), 'coppice-kill-')));
    made.#baseUrl = await made.#server.start();
    return made;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Plays one session, to its end or to the moment; undefined where it was killed. */
  async session(run: string | undefined, moment?: Moment): Promise<Outcome | undefined> {
    const session = freshSession();
    this.#session = session;
    const { program, args, outcomeOf } = this.#play;
    const place = { runs: this.#directory, baseUrl: this.#baseUrl };
    const file = fileURLToPath(new URL(program, import.meta.url));
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', file, ...args(place, run)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => {
      if (out === '') {
        session.begunAt = performance.now();
        session.onBegun?.();
      }
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const ended = once(child, 'close');
    moment?.(session, () => child.kill('SIGKILL'));
    const [code, signal] = (await ended) as [number | null, string | null];
    if (signal === 'SIGKILL') return undefined;
    assert.equal(code, 0, `the session failed: ${out}\n${err}`);
    return outcomeOf(out, err);
  }

  /** Prompts that the model has received in the latest session. */
  get prompts(): readonly string[] {
    return this.#session.prompts;
  }

  /** How long the latest session took, its start-up left out, in ms. */
  get ms(): number {
    return performance.now() - this.#session.begunAt;
  }

  /** What the journal holds; undefined where it has no line yet. */
  async held(): Promise<Held | undefined> {
    const files = await readdir(this.#directory);
    for (const name of files.filter((file) => file.endsWith('.jsonl'))) {
      const text = await readFile(join(this.#directory, name), 'utf8');
      const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
      const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
      if (entries.length > 0) return heldIn(name.replace(/\.jsonl$/, ''), entries);
    }
    return undefined;
  }

  #answer(request: ChatRequest): Behaviour {
    const session = this.#session;
    session.prompts.push(promptOf(request.messages));
    session.onRequest?.((session.requests += 1));
    setImmediate(() => session.onAnswered?.((session.answers += 1)));
    return this.#play.answer(request);
  }
}

interface Entry {
  readonly type: string;
  readonly id: string;
  readonly ask?: { readonly request: { readonly messages: ChatRequest['messages'] } };
}

function heldIn(run: string, entries: readonly Entry[]): Held {
  const asks = new Map<string, string>();
  const open = new Set<string>();
  const answered: string[] = [];
  for (const { type, id, ask } of entries) {
    if (type === 'action') {
      open.add(id);
      if (ask) asks.set(id, promptOf(ask.request.messages));
    } else if (type === 'result') {
      open.delete(id);
      const prompt = asks.get(id);
      if (prompt !== undefined) answered.push(prompt);
    }
  }
  return { run, answered, unanswered: open.size };
}

export function promptOf(messages: ChatRequest['messages']): string {
  return messages.map(({ content }) => content).join('\n');
}

function freshSession(): Session & Tally {
  return {
    onBegun: undefined,
    onRequest: undefined,
    onAnswered: undefined,
    requests: 0,
    answers: 0,
    prompts: [],
    begunAt: 0,
  };
}

/**
 * Kills a run at the given moments, one after the other, then lets it end; checks that it ends as
 * the undisturbed run did, that no call was made that the journal had answered, and that what was
 * in flight was made again at most once a kill.
 */
export async function killAndResume(
  play: Play,
  undisturbed: Undisturbed,
  moments: readonly Moment[],
): Promise<KillReport> {
  const killable = await KillableRun.create(play);
  try {
    let kills = 0;
    let unborn = 0;
    for (let turn = 0; ; turn += 1) {
      const before = await killable.held();
      const outcome = await killable.session(before?.run, moments[turn]);
      checkCalls(killable.prompts, before, undisturbed.prompts);
      if (!outcome) {
        kills += 1;
        if (!before && !(await killable.held())) unborn += 1;
        continue;
      }
      assert.ok(outcome.repeated <= (before?.unanswered ?? 0));
      assert.deepEqual(outcome.result, undisturbed.outcome.result);
      return { kills, unborn, repeated: outcome.repeated };
    }
  } finally {
    await killable.stop();
  }
}

/** Every call of a session is one that the journal had no answer to; none is made twice. */
function checkCalls(
  made: readonly string[],
  before: Held | undefined,
  all: readonly string[],
): void {
  const allowed = count(all);
  for (const prompt of before?.answered ?? []) {
    allowed.set(prompt, (allowed.get(prompt) ?? 0) - 1);
  }
  for (const [prompt, calls] of count(made)) {
    assert.ok(calls <= (allowed.get(prompt) ?? 0), `called too often: ${prompt}`);
  }
}

function count(prompts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const prompt of prompts) counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  return counts;
}

export async function undisturbedRun(play: Play): Promise<Undisturbed> {
  const killable = await KillableRun.create(play);
  try {
    const outcome = await killable.session(undefined);
    assert.ok(outcome);
    return { outcome, prompts: [...killable.prompts], ms: killable.ms };
  } finally {
    await killable.stop();
  }
}
