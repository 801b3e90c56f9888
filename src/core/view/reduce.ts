import type { ModelWait } from '../ports.ts';
import type { Question } from '../question.ts';
import type { Candidate } from '../candidate.ts';
import { fileEvidence } from './file-evidence.ts';
import type { NodeState, StrategyEvent } from './event.ts';
import type { NodeView, RunState, RunView } from './view.ts';

/** What the engine itself adds to the strategy's events. Replayed in the same order as live. */
export type EngineFact =
  | { readonly type: 'begun'; readonly action: string; readonly node: string }
  | {
      readonly type: 'finished';
      readonly action: string;
      readonly node: string;
      readonly tokens: number;
      /** In units of the price table's currency. */
      readonly money: number;
      readonly runs: number;
      readonly ms: number;
      /** How many of the tokens were thought; absent where none were. */
      readonly reasoning?: number;
      /** Tokens that stopping answers saved, at most; absent where none were stopped. */
      readonly saved?: number;
    }
  /** So much has been thought by now for an action under way. Live only: a replay has none. */
  | {
      readonly type: 'thinking';
      readonly action: string;
      readonly node: string;
      readonly tokens: number;
    }
  /** An action under way waits before it asks again, or no longer does. Live only: a replay has none. */
  | {
      readonly type: 'waiting';
      readonly action: string;
      readonly node: string;
      readonly wait?: ModelWait;
    }
  /** The action's routine was cancelled; its result is not wanted. */
  | { readonly type: 'dropped'; readonly action: string }
  | { readonly type: 'asking'; readonly question: Question }
  | { readonly type: 'answered' }
  | { readonly type: 'notice'; readonly text: string }
  | {
      readonly type: 'ended';
      readonly state: RunState;
      readonly at: number;
      readonly message?: string;
    };

export type Fact = StrategyEvent | EngineFact;

/** States in which something goes on. */
export const workingStates: ReadonlySet<NodeState> = new Set([
  'dividing',
  'sampling',
  'writing-tests',
  'running',
  'asking',
]);

/** What is known of a run before its first step. */
export type RunHead = Pick<RunView, 'id' | 'title' | 'uri' | 'startedAt'>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A node under construction: costs may come before the strategy has introduced the node. */
interface NodeDraft {
  view?: Writable<NodeView>;
  candidates: Candidate[];
  /** Index in `candidates` by id. */
  readonly places: Map<string, number>;
  notes: string[];
  children: string[];
  tokens: number;
  money: number;
  ms: number;
  reasoning: number;
  /** Tokens thought so far, by action under way. */
  readonly thinking: Map<string, number>;
  /** Why actions under way wait, by action. */
  readonly waiting: Map<string, ModelWait>;
  /** The published state; undefined after a change. */
  published: NodeView | undefined;
}

/**
 * Folds facts into the view of a run; the only place where that happens, live or replayed. Facts
 * are cheap to apply; `view` copies what changed since it was last read and shares the rest.
 */
export class ViewReducer {
  readonly #head: RunHead;
  readonly #drafts = new Map<string, NodeDraft>();
  readonly #changed = new Set<string>();
  /** Nodes introduced since `#nodes` was made, in order. */
  #introduced: string[] = [];
  readonly #active = new Set<string>();
  readonly #notices: string[] = [];
  #nodes: ReadonlyMap<string, NodeView> = new Map();
  #view: RunView | undefined;
  #root: string | undefined;
  #state: RunState = 'running';
  #tokens = 0;
  #money = 0;
  #runs = 0;
  #finished = 0;
  #reasoning = 0;
  #saved = 0;
  #question: Question | undefined;
  #message: string | undefined;
  #endedAt: number | undefined;

  constructor(head: RunHead) {
    this.#head = head;
  }

  get view(): RunView {
    this.#view ??= this.#publish();
    return this.#view;
  }

  apply(fact: Fact): void {
    this.#view = undefined;
    switch (fact.type) {
      case 'begun':
        this.#active.add(fact.action);
        return;
      case 'finished':
        this.#finish(fact);
        return;
      case 'thinking':
        // What was dropped may go on for a moment.
        if (this.#active.has(fact.action)) {
          this.#draft(fact.node).thinking.set(fact.action, fact.tokens);
        }
        return;
      case 'waiting':
        if (this.#active.has(fact.action)) {
          const { waiting } = this.#draft(fact.node);
          if (fact.wait) waiting.set(fact.action, fact.wait);
          else waiting.delete(fact.action);
        }
        return;
      case 'dropped':
        this.#active.delete(fact.action);
        this.#forgetUnderWay((action) => action === fact.action);
        return;
      case 'asking':
        this.#state = 'asking';
        this.#question = fact.question;
        return;
      case 'answered':
        this.#state = 'running';
        this.#question = undefined;
        return;
      case 'notice':
        if (!this.#notices.includes(fact.text)) this.#notices.push(fact.text);
        return;
      case 'ended':
        this.#state = fact.state;
        this.#endedAt = fact.at;
        this.#message = fact.message;
        this.#question = undefined;
        this.#active.clear();
        this.#forgetUnderWay(() => true);
        this.#stopNodes();
        return;
      default:
        this.#applyEvent(fact);
    }
  }

  #forgetUnderWay(which: (action: string) => boolean): void {
    for (const [path, { thinking, waiting }] of this.#drafts) {
      for (const underWay of [thinking, waiting]) {
        const over = [...underWay.keys()].filter(which);
        if (over.length === 0) continue;
        for (const action of over) underWay.delete(action);
        this.#draft(path);
      }
    }
  }

  /** Nothing goes on any more where the strategy did not come to say so itself. */
  #stopNodes(): void {
    for (const [path, { view }] of this.#drafts) {
      if (view && workingStates.has(view.state)) {
        view.state = 'stopped';
        this.#draft(path);
      }
    }
  }

  #applyEvent(event: StrategyEvent): void {
    const draft = this.#draft(event.node);
    if (event.type === 'node') {
      this.#introduce(draft, event);
      return;
    }
    if (event.type === 'candidate') {
      const known = draft.places.get(event.candidate.id);
      if (known !== undefined) draft.candidates[known] = event.candidate;
      else draft.places.set(event.candidate.id, draft.candidates.push(event.candidate) - 1);
      return;
    }
    if (event.type === 'note') {
      draft.notes.push(event.note);
      return;
    }
    const { view } = draft;
    if (!view) throw new Error(`The strategy reports on "${event.node}" before introducing it.`);
    switch (event.type) {
      case 'state':
        view.state = event.state;
        if (event.note === undefined) delete view.note;
        else view.note = event.note;
        if (event.wanted !== undefined) view.wanted = event.wanted;
        return;
      case 'tests':
        view.tests = event.tests;
        return;
      case 'probes':
        view.probes = event.calls;
        return;
      case 'matrix':
        view.matrix = event.matrix;
        return;
      case 'scores':
        view.scores = event.scores;
        return;
      case 'selected':
        view.selected = event.candidate;
        view.accepted = event.accepted;
        if (event.verdict === undefined) delete view.verdict;
        else view.verdict = event.verdict;
        view.evidence = event.evidence;
        return;
      case 'file':
        view.file = event.proof;
        view.evidence = [...view.evidence, fileEvidence(event.proof)];
    }
  }

  #introduce(draft: NodeDraft, event: Extract<StrategyEvent, { type: 'node' }>): void {
    const { node, parent, sharedWith, contract } = event;
    if (draft.view) {
      draft.view.contract = contract;
      return;
    }
    draft.view = {
      path: node,
      ...(parent === undefined ? {} : { parent }),
      ...(sharedWith === undefined ? {} : { sharedWith }),
      contract,
      state: 'planned',
      wanted: 0,
      candidates: [],
      tests: [],
      probes: [],
      scores: [],
      evidence: [],
      notes: [],
      tokens: 0,
      money: 0,
      ms: 0,
      children: [],
    };
    this.#introduced.push(node);
    if (parent === undefined) this.#root ??= node;
    else this.#draft(parent).children.push(node);
  }

  #finish(fact: Extract<EngineFact, { type: 'finished' }>): void {
    this.#active.delete(fact.action);
    this.#finished += 1;
    this.#tokens += fact.tokens;
    this.#money += fact.money;
    this.#runs += fact.runs;
    this.#reasoning += fact.reasoning ?? 0;
    this.#saved += fact.saved ?? 0;
    const draft = this.#draft(fact.node);
    draft.thinking.delete(fact.action);
    draft.waiting.delete(fact.action);
    draft.reasoning += fact.reasoning ?? 0;
    draft.tokens += fact.tokens;
    draft.money += fact.money;
    draft.ms += fact.ms;
  }

  /** The draft of a node that is about to change. */
  #draft(node: string): NodeDraft {
    let draft = this.#drafts.get(node);
    if (!draft) {
      draft = {
        candidates: [],
        places: new Map(),
        notes: [],
        children: [],
        tokens: 0,
        money: 0,
        ms: 0,
        reasoning: 0,
        thinking: new Map(),
        waiting: new Map(),
        published: undefined,
      };
      this.#drafts.set(node, draft);
    }
    draft.published = undefined;
    this.#changed.add(node);
    return draft;
  }

  #publish(): RunView {
    if (this.#changed.size > 0) this.#nodes = this.#publishNodes();
    this.#changed.clear();
    return {
      ...this.#head,
      state: this.#state,
      ...(this.#endedAt === undefined ? {} : { endedAt: this.#endedAt }),
      ...(this.#root === undefined ? {} : { root: this.#root }),
      nodes: this.#nodes,
      tokens: this.#tokens,
      money: this.#money,
      runs: this.#runs,
      active: this.#active.size,
      finished: this.#finished,
      ...(this.#reasoning === 0 ? {} : { reasoning: this.#reasoning }),
      ...(this.#saved === 0 ? {} : { saved: this.#saved }),
      ...(this.#question ? { question: this.#question } : {}),
      ...(this.#message === undefined ? {} : { message: this.#message }),
      notices: [...this.#notices],
    };
  }

  #publishNodes(): ReadonlyMap<string, NodeView> {
    const nodes = new Map(this.#nodes);
    for (const path of [...this.#introduced, ...this.#changed]) {
      const draft = this.#drafts.get(path);
      if (!draft?.view) continue;
      const thinking = [...draft.thinking.values()].reduce((sum, tokens) => sum + tokens, 0);
      const [waiting] = [...draft.waiting.values()].sort((a, b) => b.ms - a.ms);
      draft.published ??= {
        ...draft.view,
        ...(draft.reasoning === 0 ? {} : { reasoning: draft.reasoning }),
        ...(thinking === 0 ? {} : { thinking }),
        ...(waiting === undefined ? {} : { waiting }),
        candidates: [...draft.candidates],
        notes: [...draft.notes],
        children: [...draft.children],
        tokens: draft.tokens,
        money: draft.money,
        ms: draft.ms,
      };
      nodes.set(path, draft.published);
    }
    this.#introduced = [];
    return nodes;
  }
}
