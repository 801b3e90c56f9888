import type { Candidate } from '../../src/core/candidate.ts';
import type { Operator } from '../../src/core/engine/operator.ts';
import { all, ask, report, run, type Routine } from '../../src/core/engine/step.ts';
import type { Selector } from '../../src/core/selectors/selector.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import type { Strategy } from '../../src/core/engine/strategy.ts';
import type { Task } from '../../src/core/task.ts';

/** How large a scripted run is. */
export interface Shape {
  readonly waves: number;
  readonly samples: number;
  /** Inputs that each candidate runs on; with 0 nothing runs. */
  readonly probes: number;
  /** Report every candidate, so that the view keeps it. */
  readonly shown: boolean;
}

const contract = { name: 'total', parameters: [], description: 'Adds up.', examples: [] };

export const benchTask: Task = {
  language: 'python',
  target: {
    snapshot: {
      uri: 'file:///bench.py',
      languageId: 'python',
      version: 0,
      text: 'def total(): ...\n',
    },
    kind: 'function',
    qualifiedName: 'total',
    range: { start: 0, end: 16 },
    body: { start: 13, end: 16 },
    signature: 'def total():',
    indent: '',
    isStub: true,
  },
  contract,
  examples: [],
  context: {
    imports: [],
    declarations: [],
    enclosing: '',
    related: [],
    moduleNames: [],
    tokens: 0,
  },
  scaffold: { prelude: '', open: '', close: '', indent: '' },
};

export const rankless: Selector = {
  name: defaultSettings.selector,
  rank: () => ({ order: [], decision: 'accept', confidence: 1 }),
};

const sample: Operator<{ readonly wave: number; readonly samples: number }, readonly string[]> = {
  name: 'sample',
  makes: 'candidates',
  prompt: ({ wave, samples }) => ({
    messages: [
      { role: 'system', content: 'You write one Python function. '.repeat(10) },
      { role: 'user', content: `${'Context of the function. '.repeat(60)}\nWave ${wave}.` },
    ],
    samples,
    temperature: 0.8,
    maxTokens: 2048,
  }),
  parse: (reply) => Promise.resolve(reply.samples.map(({ text }) => text)),
};

/** Samples in waves, runs every candidate, and keeps the shortest: what it needs does not grow. */
export function growing(shape: Shape, onWave: (wave: number) => void): Strategy {
  return {
    name: 'funcoder',
    *solve() {
      yield* report({ type: 'node', node: 'root', contract });
      let best: Candidate | undefined;
      for (let wave = 0; wave < shape.waves; wave += 1) {
        const halves = yield* all(
          shape.samples > 1
            ? ['left', 'right'].map((label) => ({ label, routine: half(wave, shape.samples / 2) }))
            : [{ label: 'only', routine: half(wave, 1) }],
        );
        const candidates = halves.flat();
        if (shape.probes > 0) yield* evaluate(candidates, shape.probes);
        if (shape.shown) {
          for (const candidate of candidates) {
            yield* report({ type: 'candidate', node: 'root', candidate });
          }
        }
        for (const candidate of candidates) {
          if (!best || candidate.code.length < best.code.length) best = candidate;
        }
        onWave(wave);
      }
      return {
        accepted: true,
        functions: best ? [{ contract, candidate: best, evidence: [], accepted: true }] : [],
        tests: [],
        agreement: { agrees: 1, of: 1 },
        passed: { passed: 0, of: 0 },
      };
    },
  };
}

function* half(wave: number, samples: number): Routine<readonly Candidate[]> {
  const asked = yield* ask('root', sample, { wave, samples });
  if (!asked.ok) return [];
  const { action, model, promptHash, tokensPerSample, output } = asked.value;
  return output.map((code, index) => ({
    id: `${action}/${index}`,
    contract: 'total',
    code,
    imports: [],
    origin: {
      operator: 'sample',
      action,
      sample: index,
      model,
      temperature: 0.8,
      promptHash,
      tokens: tokensPerSample,
    },
  }));
}

function* evaluate(candidates: readonly Candidate[], probes: number): Routine<void> {
  yield* run('root', 'candidates', {
    language: 'python',
    programs: candidates.map(({ id, code }) => ({ id, source: code, entry: 'total' })),
    checks: Array.from({ length: probes }, (_, index) => ({
      id: `p${index}`,
      call: `total([${index}], 2)`,
    })),
  });
}
