import type { Solution } from '../../../src/core/solution.ts';
import {
  all,
  ask,
  derive,
  question,
  report,
  run,
  type Child,
  type Routine,
} from '../../../src/core/engine/step.ts';
import type { Candidate } from '../../../src/core/candidate.ts';
import type { Strategy, StrategyContext } from '../../../src/core/engine/strategy.ts';
import { contractOf, echo, sha256, solutionOf, strategyOf } from './kit.ts';

const divide = echo('divide');
const sample = echo('sample');
const writeProbes = echo('write-probes');

/**
 * A strategy that uses every kind of step, nests and repeats `all`, and whose way depends on
 * answers, outcomes, denials and chance: what it returns tells any two ways apart.
 */
export const branching: Strategy = strategyOf(function* (context): Routine<Solution> {
  const parts = yield* grow(context, 'root', 2);
  const answer = yield* question('root', {
    node: 'root',
    call: 'total()',
    choices: [{ shown: '1', expected: '1' }],
  });
  const text = `${parts} ${answer.kind}`;
  yield* report({
    type: 'selected',
    node: 'root',
    candidate: sha256(text).slice(0, 6),
    evidence: [],
    accepted: true,
  });
  return solutionOf(text, !/denied|budget/.test(text));
});

function* grow(context: StrategyContext, node: string, depth: number): Routine<string> {
  const parent = node.includes('/') ? node.slice(0, node.lastIndexOf('/')) : undefined;
  yield* report({ type: 'node', node, contract: contractOf(node), ...(parent && { parent }) });
  yield* report({ type: 'state', node, state: 'dividing' });
  const divided = yield* ask(node, divide, { text: `divide ${node}` });
  const split = divided.ok ? divided.value.output.join() : divided.error.reason;
  const width = depth === 0 ? 0 : 2 + (split.charCodeAt(0) % 2);
  const helpers = yield* all(
    Array.from({ length: width }, (_, index) => ({
      label: `h${index}`,
      routine: grow(context, `${node}/h${index}`, depth - 1),
      share: index + 1,
    })),
  );
  const waves: string[] = [];
  for (let wave = 0; wave < 2; wave += 1) waves.push(yield* conquer(context, node, helpers.join()));
  const measured = yield* derive(node, 'measure', () =>
    Promise.resolve(sha256(waves.join()).slice(0, 4)),
  );
  yield* report({ type: 'state', node, state: 'solved', note: measured });
  return `${node}(${split} ${helpers.join()} ${waves.join()} ${measured})`;
}

function* conquer(context: StrategyContext, node: string, helpers: string): Routine<string> {
  const children: Child<string>[] = [
    { label: 'samples', routine: samples(context, node, helpers), share: 3 },
    { label: 'probes', routine: probes(node) },
  ];
  const [codes = '', calls = ''] = yield* all(children);
  const checks = [{ id: 'p1', call: calls }];
  const outcome = yield* run(node, 'candidates', {
    language: 'python',
    programs: codes.split(',').map((source) => ({ id: source, source, entry: 'total' })),
    checks,
  });
  const kinds = outcome.results.map(([first]) => {
    if (first?.outcome.kind === 'value') return first.outcome.value;
    return first?.outcome.kind === 'skipped' ? 'denied' : '?';
  });
  yield* report({
    type: 'matrix',
    node,
    matrix: {
      columns: checks.map((check) => ({ check })),
      rows: new Map(codes.split(',').map((code, index) => [code, outcome.results[index] ?? []])),
    },
  });
  const short = codes.includes('denied') ? 'denied' : '';
  return kinds.join('') + short + String(context.random.fork(node).below(10));
}

function* samples(context: StrategyContext, node: string, helpers: string): Routine<string> {
  const asked = yield* ask(node, sample, { text: `${node} with ${helpers}`, samples: 3 });
  if (!asked.ok) {
    yield* report({ type: 'note', node, note: asked.error.message });
    if (asked.error.reason !== 'budget') return asked.error.reason;
    const { fits } = asked.error;
    if (fits === 0) return 'denied';
    const fewer = yield* ask(node, sample, { text: `${node} with ${helpers}`, samples: fits });
    return fewer.ok ? `denied,${fewer.value.output.join()}` : 'denied';
  }
  for (const [index, code] of asked.value.output.entries()) {
    yield* report({
      type: 'candidate',
      node,
      candidate: candidateOf(`${asked.value.action}/${index}`, node, code),
    });
  }
  const { length } = asked.value.output;
  const taken = context.random.fork(asked.value.action).below(length) + 1;
  return asked.value.output.slice(0, taken).join();
}

function candidateOf(id: string, contract: string, code: string): Candidate {
  return {
    id,
    contract,
    code,
    imports: [],
    origin: {
      operator: 'sample',
      action: id,
      sample: 0,
      model: 'scripted',
      temperature: 0.8,
      promptHash: '',
      tokens: 1,
    },
  };
}

function* probes(node: string): Routine<string> {
  const asked = yield* ask(node, writeProbes, { text: `probes of ${node}` });
  return asked.ok ? asked.value.output.join() : asked.error.reason;
}
