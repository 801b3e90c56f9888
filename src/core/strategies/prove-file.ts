import type { Probe, Test } from '../check.ts';
import { yieldsItems } from '../contract.ts';
import { deriveSince, report, run, type Routine } from '../engine/step.ts';
import type { Strategy, StrategyContext } from '../engine/strategy.ts';
import { describeOutcome } from '../languages/describe.ts';
import { languageOf } from '../languages/languages.ts';
import { stubOf, subjectOfTarget } from '../languages/subject.ts';
import { outcomeKey } from '../outcome.ts';
import type { CheckResult, Parser, RunRequest } from '../ports.ts';
import { assembleProgram, entryOf } from '../program/assemble.ts';
import type { FileProof, Solution, SolvedFunction } from '../solution.ts';
import type { Task } from '../task.ts';
import type { Verdict } from '../verdict.ts';
import { fileEvidence } from '../view/file-evidence.ts';
import { chosenProgram, fileAfter, programInFile, standsInFile } from './file-program.ts';
import { referenceFor } from './reference.ts';

/** What a search ends with: a Solution, and what its target was run on. */
export interface Found extends Solution {
  /** Trusted and voting tests, and bare calls. */
  readonly checks: readonly (Probe | Test)[];
}

/** How a strategy searches. It is offered as a `Strategy` only with the proof of the file behind it. */
export interface Search {
  readonly name: string;
  solve(context: StrategyContext): Routine<Found>;
}

/** A Strategy that runs the file as it will be before it offers what a search has found. */
export function provingFile(search: Search): Strategy {
  return {
    name: search.name,
    *solve(context) {
      return yield* proveFile(context, yield* search.solve(context));
    },
  };
}

/**
 * Makes the file as it would be once the result is accepted, cuts the target's program from its text,
 * and runs that beside what was chosen, each alone, on everything that was run. What does something
 * else is not accepted. Where both programs are the same text, it has been run already.
 *
 * @param make Makes the file.
 */
export function* proveFile(
  { task }: Pick<StrategyContext, 'task'>,
  { checks, ...solution }: Found,
  make = fileAfter,
): Routine<Solution> {
  const [root] = solution.functions;
  if (root === undefined) return solution;
  const { name } = task.contract;
  const made = yield* deriveSince(2, name, 'the file as it will be', async ({ parser }) => {
    const chosen = await chosenProgram(task, solution, checks, parser);
    if (!standsInFile(task)) return { chosen, inFile: chosen, after: undefined };
    const file = await make(task, solution, parser);
    if (!file.ok) return { chosen, problem: file.error.message };
    const cut = await programInFile(task, file.value, checks, parser);
    if (!cut.ok) return { chosen, problem: cut.error.message };
    return { chosen, inFile: cut.value, after: file.value.text };
  });
  if (made === undefined) return solution;
  return yield* judged(task, solution, root, yield* proofOf(task, made, checks));
}

type Made =
  | { readonly chosen: string; readonly inFile?: never; readonly problem: string }
  | {
      readonly chosen: string;
      readonly inFile: string;
      /** The text of the whole file; undefined for a function that stands in none. */
      readonly after: string | undefined;
    };

function* proofOf(task: Task, made: Made, checks: readonly (Probe | Test)[]): Routine<FileProof> {
  if (made.inFile === undefined) {
    return { proven: false, reason: `The file could not be made: ${made.problem}.` };
  }
  const proof = yield* compared(task, made.chosen, made.inFile, checks);
  if (made.after === undefined || (!proof.proven && proof.unrun === undefined)) return proof;
  return (yield* invalidity(task, made.after)) ?? proof;
}

/** What the language has against the file as it will be, and had not against it as it is. */
function* invalidity(
  { target, language, contract }: Task,
  after: string,
): Routine<FileProof | undefined> {
  const { validity } = languageOf(language);
  const { entry, call } = validity;
  const texts = [target.snapshot.text, after];
  const { results } = yield* run(contract.name, 'prove-syntax', {
    language,
    programs: texts.map((text, at) => ({
      id: `${contract.name}/${at === 0 ? 'before' : 'after'}`,
      source: validity.module(text.replaceAll('\r\n', '\n')),
      entry,
    })),
    checks: [{ id: 'syntax', call }],
  });
  const [before, now] = results.map(([result]) => result?.outcome);
  if (now === undefined || now.kind === 'skipped') return unrun(now?.detail ?? '');
  const complaint = validity.complaint(now);
  const isOld = before !== undefined && validity.complaint(before) !== undefined;
  if (complaint === undefined || isOld) return undefined;
  return { proven: false, reason: `The file would not be valid: ${complaint}.` };
}

function unrun(why: string): FileProof {
  return { proven: false, unrun: true, reason: `The file was not run: ${why}` };
}

function* compared(
  task: Task,
  chosen: string,
  inFile: string,
  checks: readonly (Probe | Test)[],
): Routine<FileProof> {
  if (chosen === inFile) return { proven: true, checks: checks.length };
  if (checks.length === 0) return unrun('There was nothing to run it on.');
  const first = yield* runBoth(task, chosen, inFile, checks);
  const suspects = checks.flatMap((check, at) => {
    const pair = first[at];
    return pair === undefined || isAlike(pair.chosen, pair.inFile) ? [] : [{ check, pair }];
  });
  const skipped = first.flatMap((pair) =>
    pair?.inFile.outcome.kind === 'skipped' ? [pair.inFile.outcome.detail] : [],
  );
  if (skipped.length === checks.length) {
    return unrun(skipped[0] ?? '');
  }
  if (suspects.length > 0) {
    // What is chance differs from itself, too.
    const again = yield* runBoth(
      task,
      chosen,
      inFile,
      suspects.map(({ check }) => check),
    );
    const other = suspects.find(({ pair }, at) => {
      const second = again[at];
      return (
        second === undefined ||
        (isAlike(pair.chosen, second.chosen) && !isAlike(second.chosen, second.inFile))
      );
    });
    if (other) return { proven: false, reason: differenceText(task, other.check, other.pair) };
  }
  return { proven: true, checks: checks.length - suspects.length };
}

interface Pair {
  readonly chosen: CheckResult;
  readonly inFile: CheckResult;
}

/** By check: what was chosen, and the same as the file has it. */
function* runBoth(
  task: Task,
  chosen: string,
  inFile: string,
  checks: readonly (Probe | Test)[],
): Routine<readonly (Pair | undefined)[]> {
  const { contract, language } = task;
  const entry = entryOf(task, contract.name);
  const yields = yieldsItems(contract) ? { yields: true } : {};
  const request: RunRequest = {
    language,
    programs: [
      { id: `${contract.name}/chosen`, source: chosen, entry, ...yields },
      { id: `${contract.name}/in-file`, source: inFile, entry, ...yields },
    ],
    checks,
    ...(yield* referenceFor(contract.name, checks, language, (expressions, parser) =>
      referenceOf(task, expressions, parser),
    )),
    alone: true,
  };
  const reply = yield* run(contract.name, 'prove-file', request);
  const [ofChosen = [], ofFile = []] = reply.results;
  return checks.map((_, at) => {
    const [one, other] = [ofChosen[at], ofFile[at]];
    return one && other && { chosen: one, inFile: other };
  });
}

function referenceOf(task: Task, checks: readonly string[], parser: Parser): Promise<string> {
  const part = { code: stubOf(subjectOfTarget(task)), imports: [] };
  const reserved = [task.contract.name, ...task.context.moduleNames];
  return assembleProgram({ task, part, checks, isTarget: true, helpers: [], reserved }, parser);
}

function isAlike(one: CheckResult, other: CheckResult): boolean {
  return one.passed === other.passed && outcomeKey(one.outcome) === outcomeKey(other.outcome);
}

function differenceText({ language }: Task, { call }: Probe, { chosen, inFile }: Pair): string {
  const [was, is] = [chosen, inFile].map(({ outcome }) => describeOutcome(outcome, language));
  const what =
    was === is
      ? `\`${call}\` ${chosen.passed === true ? 'no longer holds' : 'holds'} there`
      : `on \`${call}\` ${is}; what was run: ${was}`;
  return `The file would do something else than what was run: ${what}.`;
}

/**
 * The Solution with the proof as a part of its evidence: unproven where the file was not run, and nothing
 * usable where it would do something else.
 */
function* judged(
  task: Task,
  solution: Solution,
  root: SolvedFunction,
  proof: FileProof,
): Routine<Solution> {
  const node = task.contract.name;
  yield* report({ type: 'file', node, proof });
  const evidence = [...root.evidence, fileEvidence(proof)];
  const proved = { ...solution, file: proof };
  const others = solution.functions.slice(1);
  if (proof.proven || (proof.unrun && !solution.accepted)) {
    return { ...proved, functions: [{ ...root, evidence }, ...others] };
  }
  const { reason } = proof;
  const candidate = root.candidate.id;
  const level = proof.unrun ? 'unproven' : 'failed';
  const verdict: Verdict = { ...solution.verdict, level, why: reason };
  yield* report({ type: 'selected', node, candidate, evidence, accepted: false, verdict });
  yield* report({ type: 'state', node, state: 'failed', note: reason });
  return {
    ...proved,
    accepted: false,
    verdict,
    functions: [{ ...root, evidence, accepted: false }, ...others],
    // Where the budget had no room, the run says so itself and what more would buy.
    ...(proof.unrun ? {} : { problem: reason }),
  };
}
