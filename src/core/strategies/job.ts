import { stubOf, type Subject, subjectOfTarget } from '../languages/subject.ts';
import { apart } from '../capture/contradictions.ts';
import type { Candidate } from '../candidate.ts';
import { languageOf } from '../languages/languages.ts';
import { normalised } from '../languages/kit/normalise.ts';
import type { Test } from '../check.ts';
import type { ImplementInput } from '../operators/implement.ts';
import type { Surroundings } from '../operators/prompt.ts';
import { yieldsItems, type Contract } from '../contract.ts';
import { assembleProgram, entryOf } from '../program/assemble.ts';
import type { ProgramPart } from '../program/unite.ts';
import { steeringOf } from '../steering.ts';
import type { Task } from '../task.ts';
import { Board } from './board.ts';
import type { ProgramOf } from './board-setup.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import type { ModuleFor } from './reference.ts';
import { toldExamples } from './told-examples.ts';

/** One function to be solved: what `conquer` needs to know of it. */
export interface Job {
  /** Node path. */
  readonly node: string;
  readonly subject: Subject;
  /** The functions that need this one, root first. */
  readonly path: readonly Contract[];
  /** Finished helpers that samples may call. */
  readonly helpers: readonly Contract[];
  /** Trusted tests that prompts show. */
  readonly examples: readonly Test[];
  /** Trusted tests that judge only: more of the project's, and what the user added later. */
  readonly added: readonly Test[];
  /** The candidate that the user wants, whatever the selector says. */
  readonly pinned?: Candidate;
  /** Candidates that exist already, such as the draft of the divide phase. */
  readonly drafts: readonly Candidate[];
  /** True for the task's target: only about it is the user asked. */
  readonly isTarget: boolean;
  /** Dotted name of the function in its programs. */
  readonly entryName: string;
  /** The module in which an implementation of the function runs. */
  readonly program: ProgramOf;
  /** The same with nothing but stubs of what is sampled; with what of the file the checks mention. */
  readonly reference: ModuleFor;
}

/** The target as a whole, without helpers of a plan. */
export function targetJob(task: Task, drafts: readonly Candidate[] = []): Job {
  const { contract } = task;
  const subject = subjectOfTarget(task);
  const reserved = [contract.name, ...task.context.moduleNames];
  const program: ProgramOf = (part, checks, parser) =>
    assembleProgram({ task, part, checks, isTarget: true, helpers: [], reserved }, parser);
  return {
    node: contract.name,
    subject,
    path: [],
    helpers: [],
    ...examplesOf(task, contract.name),
    drafts,
    isTarget: true,
    entryName: entryOf(task, contract.name),
    program,
    reference: (checks, parser) => program(stubPart(subject), checks, parser),
  };
}

/** An empty board for a job: nobody was sampled yet, and only its trusted tests are known. */
export function boardOf(
  { node, entryName, program, reference, examples, added, subject, isTarget }: Job,
  { language, described = [] }: Task,
) {
  const { agreed, contradictions } = apart(
    withoutOverruled([...examples, ...added], language),
    languageOf(language),
  );
  const board = new Board({
    node,
    language,
    entryName,
    program,
    reference,
    trusted: agreed,
    contradictions,
    yields: yieldsItems(subject.contract),
  });
  if (isTarget) board.addTests(described);
  return board;
}

/** What the user has said of a call stands; what a description says of the same call does not. */
function withoutOverruled(trusted: readonly Test[], id: Task['language']): readonly Test[] {
  const language = languageOf(id);
  const said = new Set(
    trusted.flatMap(({ source, call }) => (source === 'user' ? [normalised(call, language)] : [])),
  );
  return trusted.filter(
    ({ source, call, expectation }) =>
      source === 'user' || expectation.kind === 'holds' || !said.has(normalised(call, language)),
  );
}

/** What stands for a function of which nothing was sampled. */
export function stubPart(subject: Subject): ProgramPart {
  return { code: stubOf(subject), imports: [] };
}

/** What the user said of a function, as its job has it. */
export function steeredBy(task: Task, name: string): Pick<Job, 'added' | 'pinned'> {
  const { examples = [], pinned } = steeringOf(task, name);
  return { added: examples, ...(pinned && { pinned }) };
}

/** The trusted tests of the target, and what the user said of it. */
export function examplesOf(task: Task, name: string): Pick<Job, 'examples' | 'added' | 'pinned'> {
  const { shown, others } = toldExamples(task);
  const steered = steeredBy(task, name);
  return { ...steered, examples: shown, added: [...others, ...steered.added] };
}

export function surroundingsOf(task: Task): Surroundings {
  const { language, context, instruction, contract } = task;
  const wish = instruction !== undefined && { instruction, wishedFor: contract.name };
  return { language, context, ...wish };
}

/** What code-writing operators are told about a job. */
export function implementInput(
  { task, settings }: Pick<StrategyContext, 'task' | 'settings'>,
  job: Job,
  samples: number,
): ImplementInput {
  return {
    subject: job.subject,
    surroundings: surroundingsOf(task),
    path: job.path,
    helpers: job.helpers,
    examples: job.examples,
    samples,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  };
}
