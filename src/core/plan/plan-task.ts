import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Task } from '../task.ts';
import type { LanguageId } from '../text.ts';
import { diagnose } from './diagnose.ts';
import type { Parser } from '../ports.ts';
import type { Plan } from '../contract.ts';
import { inLanguage } from './plan-language.ts';
import { planOf } from './plan-of.ts';
import { printPlan } from './print.ts';

export interface PlanTaskOptions {
  /** A URI string of the plan document. */
  readonly uri: string;
  /** Grow only this function, and what it calls. */
  readonly only?: string;
  /** What the user added in their own words. */
  readonly instruction?: string;
}

export type PlanTaskFailure = Failure<'plan-has-errors' | 'no-function'>;

/** A document that names no language is written in Python's, as Parsel's programs are. */
const written: LanguageId = 'python';

interface ReadPlan {
  readonly header: readonly string[];
  readonly plan: Plan;
  readonly language: LanguageId;
}

/**
 * The Task to grow a plan document: its root, or one of its functions with what it calls, becomes a
 * new module. The task keeps the plan in canonical text, so formatting the document changes nothing.
 */
export function taskOfPlan(text: string, options: PlanTaskOptions): Result<Task, PlanTaskFailure> {
  const read = planOf(diagnose(text));
  if (!read.ok) return read;
  const { header, plan, language = written } = read.value;
  return taskOf({ header, plan, language }, options);
}

/** The same for a module in a language that is chosen where the document names none. */
export async function taskOfPlanIn(
  language: LanguageId,
  text: string,
  options: PlanTaskOptions,
  parser: Parser,
): Promise<Result<Task, PlanTaskFailure>> {
  const read = planOf(diagnose(text));
  if (!read.ok) return read;
  const { header, plan } = read.value;
  if (read.value.language !== undefined) return taskOfPlan(text, options);
  return taskOf({ header, plan: await inLanguage(plan, language, parser), language }, options);
}

function taskOf(
  { header, plan: whole, language }: ReadPlan,
  options: PlanTaskOptions,
): Result<Task, PlanTaskFailure> {
  const root = options.only ?? whole.root;
  const planned = whole.functions.get(root);
  if (planned === undefined) {
    return fail({
      reason: 'no-function',
      message: `The plan has no function "${root}". It has: ${[...whole.functions.keys()].join(', ')}.`,
    });
  }
  const functions = new Map([[root, planned]]);
  // A Map goes on to what is added while it is walked.
  for (const { calls } of functions.values()) {
    for (const called of calls) {
      const found = whole.functions.get(called);
      if (found !== undefined && !functions.has(called)) functions.set(called, found);
    }
  }
  const plan = { root, functions };
  const { contract } = planned;
  const none = { start: 0, end: 0 };
  const instruction = [...header, ...(options.instruction ? [options.instruction] : [])].join('\n');
  return ok({
    language,
    target: {
      snapshot: { uri: options.uri, languageId: language, version: 0, text: '' },
      kind: 'function',
      qualifiedName: contract.name,
      range: none,
      body: none,
      signature: '',
      indent: '',
      isStub: true,
    },
    contract,
    ...(instruction.trim() === '' ? {} : { instruction }),
    examples: contract.examples,
    context: {
      imports: [],
      declarations: [],
      enclosing: '',
      related: [],
      moduleNames: [],
      tokens: 0,
    },
    scaffold: { open: '', close: '', indent: '' },
    plan: printPlan({ language, header, plan }),
  });
}
