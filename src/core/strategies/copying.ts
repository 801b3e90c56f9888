import type { Evidence } from '../evidence.ts';
import { report, run, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { languageOf } from '../languages/languages.ts';
import type { Outcome } from '../outcome.ts';
import type { Ranking } from '../selectors/selector.ts';
import { readCanonical } from '../values/canonical.ts';
import type { Value } from '../values/value.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Job } from './job.ts';
import { passesGate } from './judge.ts';

/** Calls on which results are looked at. */
const shownCalls = 24;

/** Results of these kinds have parts that somebody may change later. */
const containers: ReadonlySet<Value['kind']> = new Set(['list', 'tuple', 'set', 'dict', 'object']);

/**
 * The ranking with those first that copy what they return, where the first shares mutable parts of its
 * arguments and another that behaves like it does not: a later change of the result would change the
 * argument. What is shared rejects nobody by itself.
 */
export function* copyingFirst(
  { task }: StrategyContext,
  job: Job,
  board: Board,
  ranking: Ranking,
): Routine<Ranking> {
  const first = board.entry(ranking.order[0]?.candidate ?? '');
  if (first === undefined || job.subject.member || job.subject.contract.async === true) {
    return ranking;
  }
  const print = board.fingerprint(first);
  const peers = board.entries.filter(
    (entry) =>
      board.fingerprint(entry) === print && passesGate(entry, board) === passesGate(first, board),
  );
  const name = board.entryName;
  const calls = board.calls
    .filter((check) => check.call.startsWith(`${name}(`) && givesContainer(first, check.id))
    .slice(0, shownCalls);
  if (peers.length < 2 || calls.length === 0) return ranking;
  const { sharing } = languageOf(task.language);
  const programs = yield* board.programsOf(peers);
  const reply = yield* run(job.node, 'sharing', {
    language: task.language,
    programs: programs.map((program) => {
      return { ...program, source: `${program.source}\n\n${sharing.code(name)}\n` };
    }),
    checks: calls.map(({ id, call }) => ({
      id,
      call: `${sharing.name}${call.slice(name.length)}`,
    })),
  });
  const sharedOn = (entry: Entry) => {
    const results = reply.results[peers.indexOf(entry)] ?? [];
    return calls.find((_, at) => isYes(results[at]?.outcome));
  };
  const shown = sharedOn(first);
  const copying = new Set(
    peers.flatMap((entry) => (sharedOn(entry) === undefined ? [entry.candidate.id] : [])),
  );
  if (shown === undefined || copying.size === 0) return ranking;
  const note = `Candidates that copy come before those whose result shares parts of an argument, as on ${shown.call}.`;
  yield* report({ type: 'note', node: job.node, note });
  const evidence: Evidence = { source: 'agreement', weight: 0, note };
  const copies = ({ candidate }: { readonly candidate: string }) => copying.has(candidate);
  return {
    ...ranking,
    order: [
      ...ranking.order
        .filter(copies)
        .map((each) => ({ ...each, evidence: [...each.evidence, evidence] })),
      ...ranking.order.filter((each) => !copies(each)),
    ],
  };
}

function givesContainer({ results }: Entry, check: string): boolean {
  const outcome = results.get(check)?.outcome;
  return outcome?.kind === 'value' && containers.has(readCanonical(outcome.value).kind);
}

function isYes(outcome: Outcome | undefined): boolean {
  if (outcome?.kind !== 'value') return false;
  const value = readCanonical(outcome.value);
  return value.kind === 'bool' && value.value;
}
