import type { Probe, Test, TestStrength } from '../check.ts';
import { report, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { assertionText } from '../languages/assertion-text.ts';
import { commonestFailure } from '../languages/describe.ts';
import { languageOf } from '../languages/languages.ts';
import { refine } from '../operators/refine.ts';
import { isProbable } from '../selectors/confidence.ts';
import type { Agreement, SolvedFunction } from '../solution.ts';
import type { Verdict } from '../verdict.ts';
import { behaviourShare } from './behaviour-share.ts';
import type { Board } from './board.ts';
import type { Confirmed } from './confirm.ts';
import { openDifferences } from './contenders.ts';
import type { Doubts } from './doubts.ts';
import { hasWorked, type Entry } from './entry.ts';
import type { Job } from './job.ts';
import { countingChecks, hasPassed, isProved, passesGate, readings } from './judge.ts';
import { enoughInputs } from './oracle.ts';
import { pinnedStanding } from './pin.ts';

/** What came of one function. */
export interface Conquered {
  /** Absent where no candidate could be had. */
  readonly solved?: SolvedFunction;
  /** Generated tests that earned their vote. */
  readonly tests: readonly Test[];
  /** How strong they are, by id. */
  readonly strengths: Readonly<Record<string, TestStrength>>;
  readonly agreement: Agreement;
  readonly passed: { readonly passed: number; readonly of: number };
  /** How far it is to be believed; absent where there is nothing. */
  readonly verdict?: Verdict;
  /** What the candidates were run on, for the proof of the file. */
  readonly checks: readonly (Probe | Test)[];
}

/** What the search has come to. */
export interface Concluded extends Confirmed {
  /** What the search itself put first, before the user's word. */
  readonly chosen: string | undefined;
  /** Why the last samples failed to come. */
  readonly failure: string | undefined;
  readonly doubts: Doubts;
}

/** Reports the choice, and how far it is to be believed. */
export function* conclude(
  context: StrategyContext,
  job: Job,
  board: Board,
  { ranking, evidence: confirmation, chosen, failure, doubts }: Concluded,
): Routine<Conquered> {
  const { node } = job;
  const [first] = ranking.order;
  const winner = board.entry(first?.candidate ?? '');
  const { voting: tests, strengths } = board;
  const checks = countingChecks(board);
  if (first === undefined || winner === undefined) {
    const note = failure ?? 'No answer held a usable function.';
    yield* report({ type: 'state', node, state: 'failed', note });
    const nobody = { agrees: 0, of: 0 };
    return { tests, strengths, agreement: nobody, passed: { passed: 0, of: 0 }, checks };
  }
  const pinned = pinnedStanding(job, board, chosen);
  const found = verdictOn(context, board, { ranking, winner, doubts });
  // The selector did not take what the user pinned: there only the tests speak.
  const verdict: Verdict =
    pinned === undefined || found.level === 'failed'
      ? found
      : pinned.passesAll
        ? { level: 'proven' }
        : { level: 'unproven', why: pinned.evidence.note };
  const accepted = verdict.level === 'proven';
  const evidence = [...(pinned ? [pinned.evidence] : []), ...first.evidence, ...confirmation];
  const candidate = pinned?.candidate ?? winner.candidate;
  yield* report({ type: 'selected', node, candidate: candidate.id, evidence, accepted, verdict });
  yield* report({
    type: 'state',
    node,
    state: verdict.level === 'failed' || !passesGate(winner, board) ? 'failed' : 'solved',
    ...(verdict.why !== undefined && { note: verdict.why }),
  });
  const all = [...board.trusted, ...tests];
  const share = behaviourShare(board, winner);
  return {
    solved: {
      contract: job.subject.contract,
      candidate,
      evidence,
      accepted,
      ...(pinned && { pinned: true }),
    },
    tests,
    strengths,
    agreement: {
      agrees: board.agreements().get(winner) ?? 0,
      of: board.candidates.length,
      ...(share !== undefined && { share }),
      ...(doubts.oracle && { reference: doubts.oracle.compared(board, winner).agreed }),
    },
    passed: { passed: all.filter(({ id }) => hasPassed(winner, id)).length, of: all.length },
    verdict,
    checks,
  };
}

interface Standing extends Pick<Confirmed, 'ranking'> {
  readonly winner: Entry;
  readonly doubts: Doubts;
}

/** How far a candidate is to be believed, by what ran and what is open. */
function verdictOn(
  { task }: StrategyContext,
  board: Board,
  { ranking, winner, doubts }: Standing,
): Verdict {
  const { leftOut, open } = doubts;
  const more = { ...(leftOut.length > 0 && { leftOut }), ...(open && { open }) };
  const failed = (why: string): Verdict => ({ level: 'failed', why, ...more });
  const unproven = (why: string, wanted: string): Verdict => ({
    level: 'unproven',
    why,
    wanted,
    ...more,
  });
  if (winner.results.size === 0) return unproven('There was nothing to run it on.', anExample);
  if (!hasWorked(winner)) {
    const failure = commonestFailure([...winner.results.values()], task.language);
    return failed(`No call of it worked: ${failure}.`);
  }
  const { contradiction } = doubts;
  if (contradiction !== undefined) {
    const example = assertionText(contradiction.example, languageOf(task.language));
    return unproven(
      `Independent candidates contradict the example ${example.replace(/;$/, '')}: they give ${contradiction.given}.`,
      'Correct the example, or confirm it with --example.',
    );
  }
  if (!passesGate(winner, board)) return failed('Best effort: no candidate passes every example.');
  const [difference] = openDifferences(board, ranking, doubts);
  if (difference !== undefined) {
    const { call } = difference.check;
    return unproven(`Candidates that pass every test differ on ${call}.`, anExample);
  }
  const unjudged = board.unjudgedFor(winner);
  if (unjudged !== undefined) {
    return unproven(
      `A test of the project fails where it asserts nothing yet: ${unjudged.call}.`,
      'Run the test in the project, or correct it.',
    );
  }
  const denied = doubts.oracle?.against(board, winner)[0];
  if (denied !== undefined) {
    return unproven(
      `A slow reference that was written from the description gives something else on ${denied.call}.`,
      anExample,
    );
  }
  // Verdicts that its own objects decided reject, and prove nothing: there others must agree with it.
  const proved = isProved(winner, board);
  if (board.trusted.length > 0 && !proved && !board.isAgreedOn(winner)) {
    return unproven(
      'It passes no example but those that its own objects decided, and too few others agree with it.',
      anExample,
    );
  }
  const isSplit = ranking.decision !== 'accept' && readings(board, ranking, 2).length > 1;
  if (ranking.decision === 'give-up' || (isSplit && !proved)) {
    return unproven('The candidates are split.', anExample);
  }
  const shortfall = shortfallOf(board, { ranking, winner, doubts });
  return shortfall === undefined ? { level: 'proven', ...more } : unproven(...shortfall);
}

const anExample = 'An example that says what it must give would settle it.';

/** Tests that stand for the agreement of others, where few behave so. */
const testsForOne = 3;

/**
 * What is missing where nothing speaks against a candidate; undefined where enough speaks for it. Measured where
 * programs and tests come from one model (`bench/README.md`, Evidence): who passes no example and fails a test is
 * right in 58 %, who stands alone among others in 79 %, who does neither in 97 to 98 %.
 */
function shortfallOf(
  board: Board,
  { ranking, winner, doubts: { oracle, labels } }: Standing,
): readonly [string, string] | undefined {
  const counts = ({ id }: Test) => {
    const result = winner.results.get(id);
    return result?.passed === true && (result.forgeable !== true || board.isAgreedOn(winner));
  };
  const trusted = board.trusted.filter(counts).length;
  const voting = board.voting.filter(counts).length;
  if (trusted + voting === 0) return ['No test that it could fail was run.', anExample];
  const others = (board.agreements().get(winner) ?? 1) - 1;
  if ((oracle?.compared(board, winner).agreed ?? 0) >= enoughInputs) return undefined;
  const failed = board.voting.filter(({ id }) => !hasPassed(winner, id)).length;
  if (trusted === 0 && failed > 0) {
    return [
      `It fails ${failed} of ${board.voting.length} tests, and passes no example.`,
      anExample,
    ];
  }
  const more = 'More samples, or an example, would prove it.';
  // A repair is meant to be unlike what it mends, and a label has settled what it was asked for.
  const isMeant = winner.members.some(({ origin }) => origin.operator === refine.name);
  if (others > 0) {
    const isTested = trusted + voting >= testsForOne;
    if (isTested || labels.size > 0 || isMeant || isProbable(ranking)) return undefined;
    const percent = Math.floor(100 * ranking.confidence);
    return [`By what ran it is right with a probability of about ${percent} %.`, more];
  }
  if (trusted + voting < testsForOne) {
    return ['One candidate alone gave this, and few tests were run.', more];
  }
  const rivals = board.candidates.length - 1;
  if (rivals > 0 && labels.size === 0 && !isMeant) {
    return [`One candidate alone gave this; ${rivals} others gave something else.`, more];
  }
  return undefined;
}
