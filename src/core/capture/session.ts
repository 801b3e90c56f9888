import type { ReadTest } from '../languages/kit/read-test.ts';
import { answerIn, usesFunction } from '../languages/kit/reading/uses.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { PrintOption } from '../languages/kit/session-form.ts';
import type { ExampleSetting, SessionStep, Want } from './example-setting.ts';
import { onOneLine } from '../languages/kit/reading/one-line.ts';
import { readValue } from './example-value.ts';

/** A step that was read. */
interface Step {
  readonly tree: SyntaxTree;
  readonly wants: Want;
  /** The only statement, and the expression that it is. */
  readonly statement: SyntaxNode | undefined;
  readonly expression: SyntaxNode | undefined;
  readonly bound: ReadonlySet<string>;
  readonly free: ReadonlySet<string>;
  readonly uses: boolean;
}

/**
 * The examples of a function in a session: its steps share one namespace and run in their order, so
 * that those before a step are what it stands on. A step is no example where it does not parse, uses
 * a name that nothing binds, or has nothing to do with the function.
 *
 * @returns For each step its example, where it is one.
 */
export async function readSession(
  steps: readonly SessionStep[],
  setting: ExampleSetting,
): Promise<readonly (ReadTest | undefined)[]> {
  const { session } = setting.callee.language.docExamples;
  const read: (Step | undefined)[] = [];
  const modules = new Set<string>();
  const bound = new Set<string>();
  for (const step of steps) {
    const found = await readStep(step, modules, setting);
    const isSound = found !== undefined && [...found.free].every((name) => isBound(name));
    read.push(isSound ? found : undefined);
    if (isSound) for (const name of found.bound) bound.add(name);
  }
  const keepsState = hasState(read);
  const tests: (ReadTest | undefined)[] = [];
  for (const [index, step] of read.entries()) {
    const before = read.slice(0, index).filter((each) => each !== undefined);
    tests.push(
      step &&
        (await testOf(
          step,
          keepsState ? before : neededBy(step, before, session.compares),
          setting,
        )),
    );
  }
  return tests;

  function isBound(name: string): boolean {
    const { callee, known } = setting;
    return (
      bound.has(name) ||
      known.has(name) ||
      name === callee.owner ||
      (!callee.member && name === callee.name) ||
      session.isKnown(name)
    );
  }
}

async function readStep(
  { code, wants }: SessionStep,
  modules: Set<string>,
  { parser, callee, known }: ExampleSetting,
): Promise<Step | undefined> {
  const { language } = callee;
  const { session } = language.docExamples;
  let tree = await parser.tree(language.id, code);
  if (!tree.isSound) return undefined;
  const renamed = withoutModules(tree, modules);
  if (renamed !== undefined) tree = await parser.tree(language.id, renamed);
  const statements = tree.root.namedChildren.filter((child) => !child.isExtra);
  const [statement] = statements;
  if (statement === undefined) return undefined;
  const names = language.reading.names(...statements);
  const only = statements.length === 1 ? statement : undefined;
  const imported = only && session.imported(only);
  const isOwn = [...names.bound.keys()].every(
    (name) => known.has(name) || name === callee.name || name === callee.owner,
  );
  if (imported && (!imported.isStandard || isOwn)) {
    // Programs have what they need of it by the same names; the module itself is not there.
    for (const name of names.bound.keys()) if (!known.has(name)) modules.add(name);
    return undefined;
  }
  return {
    tree,
    wants,
    statement: only,
    expression: only && expressionOf(only),
    bound: new Set(names.bound.keys()),
    free: names.free('value'),
    uses: usesFunction(tree.root, callee),
  };
}

/** `shapes.area(2)` as `area(2)`, where `shapes` is a module that a program is a part of. */
function withoutModules(tree: SyntaxTree, modules: ReadonlySet<string>): string | undefined {
  if (modules.size === 0) return undefined;
  let text = '';
  let at = 0;
  for (const node of tree.descendants('attribute', 'member_expression')) {
    const object = node.child('object');
    const member = node.child('attribute') ?? node.child('property');
    if (!object || !member || !modules.has(object.text) || node.start < at) continue;
    text += `${tree.text.slice(at, node.start)}${member.text}`;
    at = node.end;
  }
  return at === 0 ? undefined : text + tree.text.slice(at);
}

function expressionOf(statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.kind !== 'expression_statement') return undefined;
  const parts = statement.namedChildren.filter((child) => !child.isExtra);
  const [only] = parts;
  if (parts.length !== 1 || !only || /assignment|update_expression/.test(only.kind)) {
    return undefined;
  }
  return only;
}

/** The same statement gives one thing and later another. */
function hasState(steps: readonly (Step | undefined)[]): boolean {
  const shown = new Map<string, string>();
  return steps.some((step) => {
    if (step?.wants.kind !== 'shown' || !step.expression) return false;
    const code = step.expression.text;
    const before = shown.get(code);
    shown.set(code, step.wants.text);
    return before !== undefined && before !== step.wants.text;
  });
}

/**
 * The steps that one depends on: what binds or changes a name that it uses, and statements that are
 * there for what they do. None where it depends on none.
 */
function neededBy(
  step: Step,
  before: readonly Step[],
  compares: (expression: SyntaxNode) => boolean,
): readonly Step[] {
  const wanted = new Set(step.free);
  const needed: Step[] = [];
  for (const earlier of [...before].reverse()) {
    const own = [...earlier.bound, ...earlier.free].filter((name) =>
      before.some(({ bound }) => bound.has(name)),
    );
    const { expression, wants } = earlier;
    const acts =
      expression && earlier.bound.size === 0 && wants.kind === 'nothing' && !compares(expression);
    if (!acts && !own.some((name) => wanted.has(name))) continue;
    needed.unshift(earlier);
    for (const name of earlier.free) wanted.add(name);
  }
  return needed;
}

/** The example that a step is, after those before it. */
async function testOf(
  step: Step,
  before: readonly Step[],
  setting: ExampleSetting,
): Promise<ReadTest | undefined> {
  const { callee } = setting;
  const { session } = callee.language.docExamples;
  const { wants, expression, statement, tree } = step;
  if (!step.uses && !before.some(({ uses }) => uses)) return undefined;
  const answer = expression && answerIn(expression, callee);
  switch (wants.kind) {
    case 'nothing': {
      if (!statement) return undefined;
      const isClaim = expression && step.uses && session.compares(expression);
      if (!session.asserted(statement) && !isClaim) return undefined;
      const assertion = isClaim ? session.holds(expression.text) : statement.text;
      if (before.length > 0) return holds(step, before, assertion, setting);
      const [read, ...others] = await callee.language.readTests(assertion, callee, setting.parser);
      return read && others.length === 0 ? read : holds(step, before, assertion, setting);
    }
    case 'raises': {
      const { exception } = wants;
      const call = answer && before.length === 0 ? onOneLine(answer) : undefined;
      if (call !== undefined) {
        return {
          call,
          expectation: { kind: 'throws', ...(exception === undefined ? {} : { exception }) },
        };
      }
      return holds(step, before, session.raises(tree, exception), setting);
    }
    case 'shown':
      return shownTest(step, wants, before, setting);
  }
}

async function shownTest(
  step: Step,
  wants: Extract<Want, { kind: 'shown' }>,
  before: readonly Step[],
  setting: ExampleSetting,
): Promise<ReadTest | undefined> {
  const { callee } = setting;
  const { session } = callee.language.docExamples;
  const { expression, statement, tree } = step;
  const { text, options, isOutput } = wants;
  const isExact = !options.includes('ELLIPSIS') && !options.includes('NUMBER');
  const printed = statement && session.printedValue(statement);
  const valued = printed ?? (expression && session.prints(expression) ? undefined : expression);
  const value = isExact ? await readValue(text, setting, !isOutput) : undefined;
  if (value && valued && !(setting.prints && !printed)) {
    const isText = value.kind === 'text' && printed !== undefined;
    const answer = answerIn(valued, callee);
    const call = answer && before.length === 0 ? onOneLine(answer) : undefined;
    if (call !== undefined && !(isText && isOutput)) {
      const isNumber = value.kind === 'number' && options.includes('FLOAT_CMP');
      return {
        call,
        expectation: {
          kind: 'equals',
          expected: value.text,
          ...(isNumber ? { tolerance: 1e-5 } : {}),
          ...(printed && value.kind !== 'text' ? { orPrinted: true } : {}),
        },
      };
    }
    if (!printed && !options.includes('FLOAT_CMP')) {
      if (session.compares(valued) && value.text === callee.language.yes && before.length === 0) {
        const assertion = session.holds(valued.text);
        const [read, ...others] = await callee.language.readTests(
          assertion,
          callee,
          setting.parser,
        );
        if (read && others.length === 0) return read;
      }
      return holds(step, before, session.equals(valued.text, value.text), setting);
    }
    if (printed && !isOutput)
      return holds(step, before, session.equals(valued.text, value.text), setting);
  }
  if (!isOutput && !printed && !isElided(text, options)) return undefined;
  if (/\bat 0x[\dA-Fa-f]+/.test(text) && isExact) return undefined;
  if (text.trim() === '' || text.trim() === '...') return undefined;
  const said = session.printed(text, options);
  return holds(step, before, `${session.shown(tree)}\n${said}`, setting, session.forget);
}

/** `0.333...`: what is printed begins so. */
function isElided(text: string, options: readonly PrintOption[]): boolean {
  return options.includes('ELLIPSIS') && /^-?\d[\d.]*\.\.\.$/.test(text);
}

function holds(
  step: Step,
  before: readonly Step[],
  assertion: string,
  setting: ExampleSetting,
  between?: string,
): ReadTest {
  const { session } = setting.callee.language.docExamples;
  const lines = before.map(({ tree, wants }) =>
    wants.kind === 'raises' ? session.attempted(tree.text) : tree.text,
  );
  if (between !== undefined && lines.length > 0) lines.push(between);
  const statements = step.tree.root.namedChildren.filter((child) => !child.isExtra);
  const name = statements
    .map(({ text }) => text)
    .join('; ')
    .replace(/\s*\n\s*/g, ' ');
  return {
    call: name.length > 120 ? `${name.slice(0, 117)}...` : name,
    expectation: {
      kind: 'holds',
      assertion: [...modulesFor([...before, step], setting), ...lines, assertion].join('\n'),
    },
  };
}

/** Imports of what steps use of the standard library: they have it whatever a program made of its own. */
function modulesFor(
  steps: readonly Step[],
  { callee, known, imported }: ExampleSetting,
): readonly string[] {
  const { session } = callee.language.docExamples;
  const bound = new Set(steps.flatMap((step) => [...step.bound]));
  const free = new Set(steps.flatMap((step) => [...step.free]));
  return [...free].flatMap((name) => {
    const isModule = !bound.has(name) && (!known.has(name) || imported.has(name));
    return (isModule && name !== callee.name && session.importOf(name)) || [];
  });
}
