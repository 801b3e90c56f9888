import type { Candidate } from '../candidate.ts';
import type { Contract } from '../contract.ts';
import { placeInActionId } from '../engine/action-id.ts';
import type { DecisionEntry, JournalText, ResultEntry } from '../engine/journal.ts';
import { subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { divide } from '../operators/divide.ts';
import { readImplementations, type ImplementInput } from '../operators/implement.ts';
import type { Implementation } from '../operators/implementation.ts';
import { optimise } from '../operators/optimise.ts';
import { refine } from '../operators/refine.ts';
import { sample } from '../operators/sample.ts';
import { diagnose } from '../plan/diagnose.ts';
import { planOf } from '../plan/plan-of.ts';
import type { ModelReply, Parser } from '../ports.ts';
import { writtenCode } from '../program/written-code.ts';
import type { Answer, Question } from '../question.ts';
import { steeringOf } from '../steering.ts';
import type { Fact } from '../view/reduce.ts';
import { costFacts } from './facts.ts';

/** Operators whose answers are candidates of the function that was asked for. */
const codeWriters: ReadonlySet<string> = new Set([sample.name, refine.name, optimise.name]);

interface ToldNode {
  readonly path: string;
  readonly contract: Contract;
  readonly candidates: Set<string>;
  isAsked: boolean;
  decision: DecisionEntry | undefined;
}

/**
 * Tells what happened in a run from its journal alone, without the strategy that it followed: its plan,
 * its candidates as answers hold them, choices, costs and what the user said. What candidates did on
 * each test is not told, for the journal names neither there.
 */
export class Telling {
  readonly #text: JournalText;
  readonly #parser: Parser;
  readonly #facts: Fact[] = [];
  /** By path. */
  readonly #nodes = new Map<string, ToldNode>();
  readonly #temperatures = new Map<string, number>();
  readonly #questions = new Map<string, Question>();

  constructor(text: JournalText, parser: Parser) {
    this.#text = text;
    this.#parser = parser;
  }

  /** All of it in order, but for the end. */
  async facts(): Promise<readonly Fact[]> {
    const { task } = this.#text.started;
    this.#introduce(task.contract.name, undefined, task.contract);
    this.#facts.push({ type: 'tests', node: task.contract.name, tests: task.examples });
    this.#introducePlan();
    for (const entry of this.#text.entries) {
      switch (entry.type) {
        case 'action':
          this.#node(entry.node).isAsked = true;
          if (entry.ask) this.#temperatures.set(entry.id, entry.ask.request.temperature);
          if (entry.question) this.#questions.set(entry.id, entry.question);
          break;
        case 'result':
          this.#node(placeInActionId(entry.id).node).isAsked = true;
          this.#facts.push(...costFacts(entry));
          await this.#result(entry);
          break;
        case 'decision':
          this.#decided(entry);
          break;
        default:
      }
    }
    this.#standings();
    return this.#facts;
  }

  async #result({ id, hash, output }: ResultEntry): Promise<void> {
    const { node: path } = placeInActionId(id);
    if (output.kind === 'failure') {
      this.#facts.push({ type: 'note', node: path, note: output.failure.message });
    }
    if (output.kind === 'answer') this.#answered(id, path, output.answer);
    if (output.kind !== 'reply') return;
    try {
      await this.#reply({ id, hash, path }, output.reply);
    } catch (error) {
      // One answer that cannot be read must not hide the others.
      const note = `The answer to "${id}" could not be read: ${String(error)}`;
      this.#facts.push({ type: 'note', node: path, note });
    }
  }

  async #reply(asked: Asked, reply: ModelReply): Promise<void> {
    const { purpose } = placeInActionId(asked.id);
    const node = this.#node(asked.path);
    if (codeWriters.has(purpose)) {
      const read = await readImplementations(reply, this.#input(node), this.#parser);
      read.forEach((each, index) => {
        if (each) this.#candidate(node, this.#made(asked, reply, node.contract, each, index));
      });
    } else if (purpose === divide.name) await this.#division(asked, reply, node);
  }

  async #division(asked: Asked, reply: ModelReply, node: ToldNode): Promise<void> {
    const planned = [...this.#nodes.values()].map(({ contract }) => contract);
    const input = { ...this.#input(node), planned, mayDivide: true };
    const { draft, helpers } = await divide.parse(reply, input, { parser: this.#parser });
    if (draft) this.#candidate(node, this.#made(asked, reply, node.contract, draft, 0));
    for (const { contract, draft: own } of helpers) {
      const child = this.#introduce(`${node.path}/${contract.name}`, node.path, contract);
      if (!own) continue;
      const made = this.#made(asked, reply, contract, own, 0);
      this.#candidate(child, { ...made, id: `${made.id}/${contract.name}` });
    }
  }

  #made(
    { id, hash }: Asked,
    { model, usage, samples }: ModelReply,
    { name }: Contract,
    implementation: Implementation,
    index: number,
  ): Candidate {
    return {
      id: `${id}#${index}`,
      contract: name,
      ...implementation,
      origin: {
        operator: placeInActionId(id).purpose,
        action: id,
        sample: index,
        model,
        temperature: this.#temperatures.get(id) ?? this.#text.started.settings.temperature,
        promptHash: hash,
        tokens: Math.round(usage.completionTokens / Math.max(1, samples.length)),
      },
    };
  }

  #candidate(node: ToldNode, candidate: Candidate): void {
    node.candidates.add(candidate.id);
    this.#facts.push({ type: 'candidate', node: node.path, candidate });
  }

  #decided(entry: DecisionEntry): void {
    const { node: path, candidate } = entry;
    const node = this.#node(path);
    if (!node.candidates.has(candidate)) {
      const given = this.#given(node.contract.name, candidate);
      if (given) this.#candidate(node, given);
    }
    node.decision = entry;
    this.#facts.push({ ...entry, type: 'selected' });
  }

  /** A candidate that no answer holds: the file's own code, or what the user pinned. */
  #given(name: string, id: string): Candidate | undefined {
    const { task } = this.#text.started;
    const { pinned } = steeringOf(task, name);
    if (pinned?.id === id) return pinned;
    const written = writtenCode(task);
    return written?.id === id ? written : undefined;
  }

  #answered(id: string, path: string, answer: Answer): void {
    const question = this.#questions.get(id);
    if (!question) return;
    const said =
      answer.kind === 'choice'
        ? question.choices[answer.index]?.shown
        : answer.kind === 'unanswered'
          ? undefined
          : answer.expected;
    const note =
      said === undefined
        ? `You were asked what ${question.call} gives, and left it open.`
        : `You were asked what ${question.call} gives: ${said}.`;
    this.#facts.push({ type: 'note', node: path, note });
  }

  /** How each function stands at the end, as its last decision says. */
  #standings(): void {
    const last = this.#text.entries.at(-1);
    const isSolved = last?.type === 'ended' && last.state === 'solved';
    for (const { path, decision, isAsked } of this.#nodes.values()) {
      if (decision) {
        const state = decision.accepted ? 'solved' : 'failed';
        this.#facts.push({ type: 'state', node: path, state });
      } else if (isAsked && !isSolved) {
        this.#facts.push({ type: 'state', node: path, state: 'stopped' });
      }
    }
  }

  #introducePlan(): void {
    const { task } = this.#text.started;
    const read = task.plan === undefined ? undefined : planOf(diagnose(task.plan));
    if (!read?.ok) return;
    const { root, functions } = read.value.plan;
    const callers = [root];
    // A list goes on to what is added while it is walked.
    for (const caller of callers) {
      for (const called of functions.get(caller)?.calls ?? []) {
        const planned = functions.get(called);
        if (!planned || callers.includes(called)) continue;
        callers.push(called);
        const parent = caller === root ? root : `${root}/${caller}`;
        const { path } = this.#introduce(`${root}/${called}`, parent, planned.contract);
        this.#facts.push({ type: 'tests', node: path, tests: planned.contract.examples });
      }
    }
  }

  #introduce(path: string, parent: string | undefined, contract: Contract): ToldNode {
    const known = this.#nodes.get(path);
    if (known) return known;
    const node = {
      ...{ path, contract, candidates: new Set<string>() },
      ...{ isAsked: false, decision: undefined },
    };
    this.#nodes.set(path, node);
    this.#facts.push({ type: 'node', node: path, contract, ...(parent && { parent }) });
    return node;
  }

  /** The function at a path; where no answer describes it, only its name is known. */
  #node(path: string): ToldNode {
    const known = this.#nodes.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const root = this.#text.started.task.contract.name;
    const parent = slash < 0 ? root : this.#node(path.slice(0, slash)).path;
    const contract = { name: path.slice(slash + 1), parameters: [], description: '', examples: [] };
    return this.#introduce(path, parent, contract);
  }

  /** What an operator that writes code was told, as far as reading its answer needs it. */
  #input({ path, contract }: ToldNode): ImplementInput {
    const { task, settings } = this.#text.started;
    const isRoot = path === task.contract.name;
    const above = [...this.#nodes.values()].filter((other) => path.startsWith(`${other.path}/`));
    const apart = new Set([path, ...above.map((other) => other.path)]);
    const others = [...this.#nodes.values()].filter((other) => !apart.has(other.path));
    return {
      subject: isRoot ? subjectOfTarget(task) : subjectOf(contract, task.language),
      surroundings: { language: task.language, context: task.context },
      path: above.map((other) => other.contract),
      helpers: others.map((other) => other.contract),
      examples: [],
      samples: settings.samples,
      temperature: settings.temperature,
      maxTokens: settings.maxTokens,
    };
  }
}

/** A request whose answer is read. */
interface Asked {
  readonly id: string;
  readonly hash: string;
  readonly path: string;
}
