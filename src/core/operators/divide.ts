import { subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Operator, OperatorTools } from '../engine/operator.ts';
import type { Contract } from '../contract.ts';
import type { FoundFunction } from '../languages/parsed-source.ts';
import { applyEdits } from '../apply-edits.ts';
import type { ModelReply, Parser } from '../ports.ts';
import { renamedIn, usedNames } from '../languages/names-in.ts';
import { codeRules, implementSections, scopeOf, type ImplementInput } from './implement.ts';
import { freeName, implementationOf, type Implementation } from './implementation.ts';
import { messagesFor } from './prompt.ts';
import { lastName } from './main-function.ts';
import { readCode, type ReadCode } from './read-code.ts';

export interface DivideInput extends ImplementInput {
  /** Names of all functions of the plan, this one included: those of other meaning must not be reused. */
  readonly planned: readonly Contract[];
  /** False at the depth limit: the function is then written without new helpers. */
  readonly mayDivide: boolean;
}

/** A helper that a division introduced. */
export interface NewHelper {
  readonly contract: Contract;
  /** The model's own implementation, where it gave one although a stub was asked for. */
  readonly draft?: Implementation;
}

/** What dividing one function gave. */
export interface Division {
  /** The function itself, calling its helpers; absent where the answer held only stubs. */
  readonly draft?: Implementation;
  /** New helpers that the draft needs, in the order of the answer. */
  readonly helpers: readonly NewHelper[];
  /** Names of planned functions and new helpers that the draft calls, in the order of mention. */
  readonly calls: readonly string[];
}

/**
 * Divides one function (FunCoder): the model returns it implemented, with stubs of the helpers that
 * it would like to have.
 */
export const divide: Operator<DivideInput, Division> = {
  name: 'divide',
  makes: 'divisions',
  prompt: (input) => ({
    messages: messagesFor(
      input.surroundings,
      {
        text: `Implement \`${input.subject.contract.name}\`.`,
        rules: [
          ...codeRules(input),
          ...(input.mayDivide ? divisionRules(input) : ['Call no function that does not exist.']),
        ],
      },
      implementSections(input),
    ),
    samples: 1,
    temperature: input.temperature,
    maxTokens: input.maxTokens,
  }),
  parse: readDivision,
};

function divisionRules(input: DivideInput): readonly string[] {
  const language = languageOf(input.subject.language);
  const { name } = input.subject.contract;
  const typed = language.typed ? 'a header with types' : 'a header';
  return [
    `Where a part of the work is a clear job of its own, let \`${name}\` call a helper for it as if the helper existed. Use as few as make the work clear, five at most, and none where \`${name}\` is simple.`,
    `Below \`${name}\`, give each new helper as a stub: ${typed}, a ${language.docName} that says exactly what it takes and what it returns, each with a sample value of its shape, and what happens in edge cases, but no result that nobody has computed, and \`${language.stubBody}\` as its whole body.`,
    `Do not implement the helpers: each is written and tested later by somebody who sees its stub and not \`${name}\`. So repeat in its ${language.docName} every rule of the description that it must follow.`,
    'Helpers are functions at module level. They get all they need as arguments and return their result; their arguments and results are plain data.',
    'Give helpers names that the file does not define.',
  ];
}

async function readDivision(
  reply: ModelReply,
  input: DivideInput,
  { parser }: OperatorTools,
): Promise<Division> {
  const none: Division = { helpers: [], calls: [] };
  const [sample] = reply.samples;
  const answer = sample && (await readCode(sample, input.subject, parser));
  if (sample === undefined || answer === undefined) return none;
  const source = withoutClashes(answer, input);
  const read =
    source === undefined
      ? answer
      : await readCode({ text: inFence(source), finish: sample.finish }, input.subject, parser);
  return read === undefined ? none : divisionOf(read, input, parser);
}

/**
 * The code with other names for new helpers whose names already mean something else in the file or in
 * the plan; undefined where there are none.
 */
function withoutClashes(read: ReadCode, input: DivideInput): string | undefined {
  const language = languageOf(input.subject.language);
  const { moduleNames } = input.surroundings.context;
  const planned = new Map(input.planned.map((contract) => [contract.name, contract]));
  const taken = [...moduleNames, ...planned.keys(), ...read.parsed.functions.map(lastName)];
  const changes = new Map<string, string>();
  for (const found of helpersIn(read, input)) {
    const name = lastName(found);
    const other = planned.get(name);
    const clash = other === undefined ? moduleNames.includes(name) : !isSame(other, found);
    if (!clash) continue;
    const fresh = freeName(name, taken);
    taken.push(fresh);
    changes.set(name, fresh);
  }
  if (changes.size === 0) return undefined;
  const { tree } = read.parsed;
  const edits = language.reading.names(tree.root).renaming(changes);
  return edits && applyEdits(tree.text, edits);
}

/** Equal names mean the same function where they take as many arguments. */
function isSame(contract: Contract, found: Pick<Contract, 'parameters'>): boolean {
  return contract.parameters.length === found.parameters.length;
}

function inFence(source: string): string {
  const fence = '`'.repeat(8);
  return `${fence}\n${source}\n${fence}`;
}

/** Other functions of the answer that become helpers: stubs, and implemented ones that are described. */
function helpersIn(read: ReadCode, input: DivideInput): FoundFunction[] {
  if (!input.mayDivide) return [];
  const own = input.subject.contract.name;
  const seen = new Set<string>([own]);
  return read.parsed.functions.filter((found) => {
    const name = lastName(found);
    if (found.qualifiedName.includes('.') || seen.has(name)) return false;
    if (!found.isStub && found.doc.trim() === '') return false;
    seen.add(name);
    return true;
  });
}

async function divisionOf(read: ReadCode, input: DivideInput, parser: Parser): Promise<Division> {
  const language = languageOf(input.subject.language);
  const planned = new Map(input.planned.map((contract) => [contract.name, contract]));
  const found = helpersIn(read, input).filter((helper) => !planned.has(lastName(helper)));
  const names = found.map(lastName);
  const scope = scopeOf(input, [...planned.keys(), ...names]);
  const draft = await implementationOf(read, input.subject, scope, parser);
  const helpers: (NewHelper & { readonly code: string })[] = [];
  for (const helper of found) {
    const contract = contractOf(helper);
    const own = { ...read, main: helper };
    const subject = subjectOf(contract, language.id);
    const implemented = await implementationOf(own, subject, scope, parser);
    const code =
      implemented === undefined ? '' : [implemented.code, ...(implemented.beside ?? [])].join('\n');
    helpers.push({ contract, code, ...(implemented && { draft: implemented }) });
  }
  const texts = draft === undefined ? undefined : [draft.code, ...(draft.beside ?? [])].join('\n');
  const reached =
    texts === undefined ? new Set(names) : await reachable(texts, helpers, language, parser);
  return {
    ...(draft && { draft }),
    helpers: helpers
      .filter(({ contract }) => reached.has(contract.name))
      .map(({ contract, draft: own }) => ({ contract, ...(own && { draft: own }) })),
    calls: await callsIn(texts ?? '', [...planned.keys(), ...reached], input, parser),
  };
}

/** Helpers that the draft calls, directly or through helpers that came with code. */
async function reachable(
  draft: string,
  helpers: readonly { readonly contract: Contract; readonly code: string }[],
  language: Language,
  parser: Parser,
): Promise<Set<string>> {
  const reached = new Set<string>();
  const queue = [draft];
  for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
    const mentioned = await usedNames(text, language, parser);
    for (const { contract, code } of helpers) {
      if (!mentioned.has(contract.name) || reached.has(contract.name)) continue;
      reached.add(contract.name);
      queue.push(code);
    }
  }
  return reached;
}

/** The functions among `names` that the draft uses, in the order of the text. */
async function callsIn(
  draft: string,
  names: readonly string[],
  { subject }: DivideInput,
  parser: Parser,
): Promise<string[]> {
  const known = new Set(names);
  const used = await usedNames(draft, languageOf(subject.language), parser);
  return [...used].filter((name) => known.has(name));
}

/** The Contract that a stub states. Its examples are the model's: none is trusted. */
function contractOf(found: FoundFunction): Contract {
  return {
    name: lastName(found),
    parameters: found.parameters,
    ...(found.returns !== undefined && { returns: found.returns }),
    description: found.doc.trim(),
    examples: [],
    ...(found.async && { async: true }),
    ...(found.generator && { generator: true }),
    ...(found.header !== undefined && { header: found.header }),
  };
}

/**
 * A division with one of its new helpers under another name: two branches may invent the same one.
 *
 * @param to A name that none of its code has.
 */
export async function renameHelper(
  division: Division,
  from: string,
  to: string,
  language: Language,
  parser: Parser,
): Promise<Division> {
  const inCode = (text: string) => renamedIn(text, from, to, language, parser);
  const inDraft = async (draft: Implementation): Promise<Implementation> => ({
    ...draft,
    code: await inCode(draft.code),
    ...(draft.beside && { beside: await Promise.all(draft.beside.map(inCode)) }),
    ...(draft.loads && {
      loads: draft.loads.map((names) => names.map((name) => (name === from ? to : name))),
    }),
  });
  const inText = (text: string) =>
    text.replace(new RegExp(`(?<![\\w$])${from.replaceAll('$', '\\$')}(?![\\w$])`, 'g'), to);
  const helpers = division.helpers.map(async ({ contract, draft }) => ({
    contract: {
      ...contract,
      name: contract.name === from ? to : contract.name,
      description: inText(contract.description),
      ...(contract.header !== undefined && { header: inText(contract.header) }),
    },
    ...(draft && { draft: await inDraft(draft) }),
  }));
  return {
    ...(division.draft && { draft: await inDraft(division.draft) }),
    helpers: await Promise.all(helpers),
    calls: division.calls.map((name) => (name === from ? to : name)),
  };
}
