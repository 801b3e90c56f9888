import { languageOf } from '../languages/languages.ts';
import { yieldsItems, type Contract } from '../contract.ts';
import type { Specification } from './specification.ts';

/** How tests of a function are written: what the declaration says decides the forms that are shown. */
export function testRules(specification: Specification): readonly string[] {
  const { subject } = specification;
  const language = languageOf(subject.language);
  const call = awaited(exampleCall(specification), subject.contract);
  return [
    ...(subject.member ? blockRules(specification) : lineRules(specification, call)),
    'Cover ordinary input, each limit, the smallest input that is allowed, and each rule and edge case that the description names. Each test looks at another thing than the others, and than the examples of the description.',
    'Choose tests of whose results the description leaves no doubt. A comment line above a test may hold how the description leads to its result.',
    ...(mayBeFraction(subject.contract, subject.language)
      ? [`For floating point results: \`${language.isClose(call, 'EXPECTED')}\`.`]
      : []),
    failureRule(specification, exampleCall(specification)),
    'Where several results would be right, assert a property that every right result has.',
    ...effectRules(specification),
    ...callRules(specification),
    `Names of the file and of the modules shown are at hand. ${language.testImportsRule} Do not define the function itself.`,
  ];
}

/** A function alone: mostly one line for one test. */
function lineRules({ subject }: Specification, call: string): readonly string[] {
  const language = languageOf(subject.language);
  return [
    `A test is one line, \`${language.equals(call, 'EXPECTED')}\`, with literal arguments and the literal result; or, where it needs preparation, several calls, fakes or small helpers, a few lines below each other. A blank line stands between tests of several lines.`,
  ];
}

/** A method: what it is called on has to be made and prepared. */
function blockRules(specification: Specification): readonly string[] {
  const { subject, surroundings } = specification;
  const language = languageOf(subject.language);
  const owner = ownerOf(surroundings.context.enclosing);
  const bare = callText(subject.contract);
  const shown = language.equals(awaited(`made.${bare}`, subject.contract), 'EXPECTED');
  return [
    `A test is a few lines below each other: it makes an object of its own (\`${language.madeObject(owner)}\`), prepares it, calls, and asserts (\`${shown}\`), also what the object holds or says afterwards. A blank line stands between tests.`,
  ];
}

/** Only failures that the description states, with the exceptions that it names. */
export function failureRule({ subject, surroundings }: Specification, call: string): string {
  const language = languageOf(subject.language);
  const { contract } = subject;
  const named = namedExceptions(contract.description, surroundings.context.moduleNames);
  const exception = named[0] ?? 'EXCEPTION';
  const form =
    contract.async === true ? language.rejects(call, exception) : language.throws(call, exception);
  const others = named.length > 1 ? ` It names ${named.join(', ')}.` : '';
  return `Only where the description says that a call fails: \`${form.replace(/\n\s*/g, ' ')}\`.${others}`;
}

/** Exceptions that a description names, those of the project included, in its order. */
function namedExceptions(description: string, moduleNames: readonly string[]): string[] {
  const words = description.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  const isException = (word: string) =>
    /^\p{Lu}[\p{L}\p{N}]*(?:Error|Exception|Failure|Warning|Exit)$/u.test(word) ||
    /^(?:StopIteration|StopAsyncIteration|KeyboardInterrupt)$/.test(word);
  const raised = /\b(?:raises?|throws?)\s+(?:an?\s+)?`*([\p{L}_$][\p{L}\p{N}_$]*)/giu;
  const own = [...description.matchAll(raised)]
    .map(([, name = '']) => name)
    .filter((name) => moduleNames.includes(name));
  return [...new Set([...words.filter(isException), ...own])];
}

/** A function without a result is tested by what it does to its arguments. */
function effectRules({ subject }: Specification): readonly string[] {
  const { returns } = subject.contract;
  if (subject.member || returns === undefined) return [];
  if (!/^(?:Promise<)?(?:None|void)\b/.test(returns.trim())) return [];
  return [
    'It returns nothing: assign the argument to a name, make the call on a line of its own, and assert what the name holds then.',
  ];
}

function mayBeFraction(
  { returns }: Contract,
  language: Specification['subject']['language'],
): boolean {
  if (returns === undefined) return true;
  return languageOf(language).fractionTypes.some((name) =>
    new RegExp(`\\b${name}\\b`).test(returns),
  );
}

/** How a call of the function is written, with its parameters' names as place holders. */
export function exampleCall({ subject, surroundings }: Specification): string {
  const call = callText(subject.contract);
  if (!subject.member) return call;
  const owner = ownerOf(surroundings.context.enclosing);
  return `${languageOf(subject.language).madeObject(owner)}.${call}`;
}

function ownerOf(enclosing: string): string {
  return /\bclass\s+([\w$]+)/.exec(enclosing)?.[1] ?? 'OBJECT';
}

/** Keyword-only parameters are given by their names; what takes the rest stands for some items. */
function callText({ name, parameters }: Contract): string {
  const args = parameters
    .filter((each, index) => index > 0 || !/^(?:self|cls|this)$/.test(each.name))
    .flatMap((each) => {
      const holder = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(each.name)
        ? each.name.toUpperCase()
        : 'OPTIONS';
      if (each.kind === 'keywords') return [];
      if (each.kind === 'keyword-only') return [`${each.name}=${holder}`];
      return each.kind === 'rest' ? ['ITEM', 'ITEM'] : [holder];
    });
  return `${name}(${args.join(', ')})`;
}

function awaited(call: string, contract: Contract): string {
  return contract.async === true && !yieldsItems(contract) ? `await ${call}` : call;
}

export function callRules({ subject }: Specification): readonly string[] {
  return yieldsItems(subject.contract)
    ? ['Compare what the call yields, as a list; write the call without a wrapper.']
    : [];
}

const kindsByType: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\b(?:int|float|complex|number|bigint|Decimal|Fraction)\b/,
    [
      'zero, one, negative and large numbers',
      'numbers at, just below and just above each threshold',
    ],
  ],
  [
    /\b(?:str|string|bytes|Text)\b/,
    ['empty text and a single character', 'blanks, punctuation and letters beyond ASCII'],
  ],
  [
    /\[|\b(?:list|tuple|set|dict|Sequence|Iterable|Array|Map|Set|Record|Mapping)\b/,
    [
      'no items and a single item',
      'repeated or equal items',
      'sorted, reversed and shuffled order',
    ],
  ],
  [/\b(?:bool|boolean)\b/, ['both truth values']],
  [/\b(?:None|Optional|null|undefined)\b/, ['an absent value']],
];

/** Kinds of input that tell implementations of a function apart, by the types of its parameters. */
export function inputKinds({ parameters }: Contract): readonly string[] {
  const types = parameters.flatMap(({ type }) => type ?? []);
  const own = parameters.filter(({ name }) => !/^(?:self|cls|this)$/.test(name));
  const isTold = types.length >= own.length;
  const found = kindsByType
    .filter(([type]) => !isTold || types.some((text) => type.test(text)))
    .flatMap(([, kinds]) => kinds);
  return [
    'ordinary input',
    'the smallest input',
    ...found,
    'input in which several rules of the description meet',
    'larger input, still short enough for one line',
  ];
}
