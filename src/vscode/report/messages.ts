/** What the report's page and the extension say to each other. The page has no types of VS Code. */
import type { FunctionReport, PlanPicture, ReportQuestion } from '../../core/report/report.ts';

/** How something stands, for colour and sign. */
export type Tone = 'planned' | 'working' | 'asking' | 'passed' | 'doubtful' | 'failed' | 'stopped';

/** Everything the page shows but the matrix. Small, so it is sent whole. */
export interface ShownRun {
  /** The engine's id of the run, by which it is found again after a reload. */
  readonly run: string;
  readonly title: string;
  readonly tone: Tone;
  /** The verdict or what is going on, without what changes every moment. */
  readonly state: string;
  /** Tokens, time. */
  readonly facts: readonly string[];
  readonly messages: readonly string[];
  readonly picture: PlanPicture;
  /** A line for each box, by path. */
  readonly boxes: Readonly<Record<string, BoxText>>;
  readonly question?: ReportQuestion & { readonly number: number };
  readonly function?: ShownFunction;
  readonly canReview: boolean;
  readonly canStop: boolean;
}

export interface BoxText {
  readonly tone: Tone;
  readonly text: string;
  /** The state in words, for screen readers. */
  readonly state: string;
}

/** The function whose candidates are shown. */
export interface ShownFunction {
  readonly path: string;
  readonly name: string;
  readonly signature: string;
  readonly description: string;
  readonly tone: Tone;
  readonly text: string;
  readonly notes: readonly string[];
}

/** `matrix` is left out where it is the one sent last. */
export interface ShowMessage {
  readonly type: 'show';
  readonly shown: ShownRun;
  readonly matrix?: FunctionReport;
}

/** What VS Code keeps of the page for the next window. */
export interface PageState {
  readonly run: string;
  readonly path?: string;
  readonly scroll?: number;
}

export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly path: string }
  | { readonly type: 'open'; readonly path: string; readonly candidate: string }
  | { readonly type: 'review' }
  | { readonly type: 'stop' }
  | {
      readonly type: 'answer';
      /** The number of the question that is answered: a later one is not. */
      readonly question: number;
      /** Index of a choice; a result of the user's own; or neither: no answer. */
      readonly choice?: number;
      readonly expected?: string;
    };

/** Longest result that a user may type. */
const expectedCharacters = 4000;

/** A message of the page, or undefined for anything else: the page is a guest. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, path, candidate, question, choice, expected } = value;
  switch (type) {
    case 'ready':
    case 'review':
    case 'stop':
      return { type };
    case 'select':
      return typeof path === 'string' ? { type, path } : undefined;
    case 'open':
      return typeof path === 'string' && typeof candidate === 'string'
        ? { type, path, candidate }
        : undefined;
    case 'answer':
      if (typeof question !== 'number') return undefined;
      if (typeof choice === 'number') return { type, question, choice };
      if (typeof expected !== 'string') return { type, question };
      return expected.trim() === '' || expected.length > expectedCharacters
        ? undefined
        : { type, question, expected: expected.trim() };
    default:
      return undefined;
  }
}

/** The state that a page left, or undefined where it is not one. */
export function readPageState(value: unknown): PageState | undefined {
  if (!isRecord(value) || typeof value['run'] !== 'string') return undefined;
  const { run, path } = value;
  return { run, ...(typeof path === 'string' && { path }) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
