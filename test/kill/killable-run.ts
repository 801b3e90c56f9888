import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScriptedServer, type Behaviour, type ChatRequest } from '../support/scripted-server.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));

/** What a session printed, as far as the tests compare it. */
export interface Outcome {
  readonly state: string;
  readonly code?: string;
  readonly message?: string;
  readonly repeated?: number;
}

/** Arms the end of a session: calls `kill` when the moment has come. */
export type Moment = (session: Session, kill: () => void) => void;

/** A session under way, seen from the model's side. */
export interface Session {
  /** Called when the run is about to take its first step. */
  onBegun: (() => void) | undefined;
  /** Called with each request before it is answered, counted from 1. */
  onRequest: ((count: number) => void) | undefined;
  /** Called when an answer has been sent, counted from 1. */
  onAnswered: ((count: number) => void) | undefined;
}

/** What a journal of the run holds at some point. */
export interface Held {
  readonly run: string;
  /** Prompts of the asks that have an answer, and of those that have none. */
  readonly answered: readonly string[];
  readonly inFlight: readonly string[];
  /** Actions of any kind that have no result. */
  readonly unanswered: number;
}

/**
 * A run in its own folder, played by a child process against a scripted model whose answers depend
 * on the request alone. Dispose of it with `stop`.
 */
export class KillableRun {
  readonly #directory: string;
  readonly #server = new ScriptedServer((request) => this.#answer(request));
  #baseUrl = '';
  #session: Session & Tally = freshSession();

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async create(): Promise<KillableRun> {
    const made = new KillableRun(await mkdtemp(join(tmpdir(), 'coppice-kill-')));
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
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        program,
        this.#directory,
        this.#baseUrl,
        ...(run ? [run] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      if (said === '') {
        session.begunAt = performance.now();
        session.onBegun?.();
      }
      said += data.toString();
    });
    const ended = once(child, 'close');
    moment?.(session, () => child.kill('SIGKILL'));
    const [code, signal] = (await ended) as [number | null, string | null];
    if (signal === 'SIGKILL') return undefined;
    assert.equal(code, 0, `the session failed: ${said}`);
    return JSON.parse(said.slice(said.indexOf('\n') + 1)) as Outcome;
  }

  /** Prompts that the model has received in the latest session. */
  get prompts(): readonly string[] {
    return this.#session.prompts;
  }

  /** How long the latest session took, its start-up left out, in ms. */
  get ms(): number {
    return performance.now() - this.#session.begunAt;
  }

  /** What the journal holds; undefined where there is none with a first line yet. */
  async held(): Promise<Held | undefined> {
    const name = (await readdir(this.#directory)).find((file) => file.endsWith('.jsonl'));
    if (!name) return undefined;
    const text = await readFile(join(this.#directory, name), 'utf8');
    const lines = text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '');
    if (lines.length === 0) return undefined;
    const asks = new Map<string, string>();
    const open = new Set<string>();
    const answered: string[] = [];
    for (const line of lines) {
      const entry = JSON.parse(line) as Entry;
      if (entry.type === 'action') {
        open.add(entry.id);
        if (entry.ask) asks.set(entry.id, promptOf(entry.ask.request.messages));
      } else if (entry.type === 'result') {
        open.delete(entry.id);
        const prompt = asks.get(entry.id);
        if (prompt !== undefined) answered.push(prompt);
      }
    }
    const inFlight = [...open].flatMap((id) => asks.get(id) ?? []);
    return { run: name.replace(/\.jsonl$/, ''), answered, inFlight, unanswered: open.size };
  }

  #answer(request: ChatRequest): Behaviour {
    const session = this.#session;
    const prompt = promptOf(request.messages);
    session.prompts.push(prompt);
    session.onRequest?.((session.requests += 1));
    const samples = Array.from({ length: request.n ?? 1 }, (_, index) =>
      createHash('sha256').update(`${prompt} ${index}`).digest('hex').slice(0, 8),
    );
    setImmediate(() => session.onAnswered?.((session.answers += 1)));
    return { kind: 'answer', samples };
  }
}

interface Entry {
  readonly type: string;
  readonly id: string;
  readonly ask?: { readonly request: { readonly messages: ChatRequest['messages'] } };
}

function promptOf(messages: ChatRequest['messages']): string {
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

interface Tally {
  requests: number;
  answers: number;
  readonly prompts: string[];
  begunAt: number;
}

/** What happened on the way to the end. */
export interface KillReport {
  readonly kills: number;
  /** Sessions that were killed before the run's first line was written. */
  readonly unborn: number;
  readonly repeated: number;
}

/**
 * Kills a run at the given moments, one after the other, then lets it end; checks that it ends as
 * the undisturbed run did and that no call was made that the journal had answered.
 */
export async function killAndResume(
  undisturbed: { readonly outcome: Outcome; readonly prompts: readonly string[] },
  moments: readonly Moment[],
): Promise<KillReport> {
  const killable = await KillableRun.create();
  try {
    let kills = 0;
    let unborn = 0;
    let repeated = 0;
    for (let turn = 0; ; turn += 1) {
      const before = await killable.held();
      const outcome = await killable.session(before?.run, moments[turn]);
      checkCalls(killable.prompts, before, undisturbed.prompts);
      if (!outcome) {
        kills += 1;
        if (!before && !(await killable.held())) unborn += 1;
        continue;
      }
      repeated += outcome.repeated ?? 0;
      assert.ok((outcome.repeated ?? 0) <= (before?.unanswered ?? 0));
      assert.equal(outcome.code, undisturbed.outcome.code);
      assert.equal(outcome.state, undisturbed.outcome.state);
      return { kills, unborn, repeated };
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

/** The run with nobody in its way. */
export async function undisturbedRun() {
  const killable = await KillableRun.create();
  try {
    const outcome = await killable.session(undefined);
    assert.ok(outcome);
    return { outcome, prompts: [...killable.prompts], ms: killable.ms };
  } finally {
    await killable.stop();
  }
}
