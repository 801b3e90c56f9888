import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import { callOf } from '../kit/reading/calls.ts';
import type { SessionForm } from '../kit/session-form.ts';
import { pythonFacts } from './facts.ts';
import { pythonNames } from './names.ts';
import { isStandardModule } from './standard-modules.ts';

/** What stands for a value but shows none. */
const silent = new Set(['assignment', 'augmented_assignment', 'named_expression']);

/** An interactive session of Python, as doctest runs it. */
export const pythonSession: SessionForm = {
  shown,
  forget: '__printed__()',
  printed: (text, options) => {
    const list = options.length === 0 ? '' : quoted(options.join(' '));
    return `assert __printed__(${list}) == ${quoted(text === '' ? '' : `${text}\n`)}`;
  },
  equals: (expression, expected) => `assert (${expression}) == (${expected})`,
  raises: ({ text }, exception) => pythonFacts.throwsByItself(indented(text), exception),
  holds: (expression) => `assert ${expression}`,
  attempted: (code) => `try:\n    ${indented(code)}\nexcept Exception:\n    pass`,
  printedValue: (statement) => {
    const call = callOf(statement);
    const [only] = call?.arguments ?? [];
    if (!call || !prints(call.node) || call.arguments.length !== 1) return undefined;
    return only && /^(?:keyword_argument|list_splat|dictionary_splat)$/.test(only.kind)
      ? undefined
      : only;
  },
  prints,
  asserted: ({ kind }) => kind === 'assert_statement',
  imported: (statement) => {
    if (statement.kind === 'future_import_statement') return { isStandard: true, modules: [] };
    if (!/^import(?:_from)?_statement$/.test(statement.kind)) return undefined;
    const named = statement.child('module_name');
    const modules = (named ? [named] : statement.childrenOf('name')).map(
      (each) => (each.child('name') ?? each).text,
    );
    return { isStandard: modules.every(isStandardModule), modules };
  },
  compares: ({ kind }) => /^(?:comparison|not|boolean)_operator$/.test(kind),
  importOf: (name) => (isStandardModule(name) ? `import ${name}` : undefined),
  isKnown: (name) =>
    pythonNames.callable.has(name) ||
    pythonNames.ofValues.has(name) ||
    isStandardModule(name) ||
    others.has(name) ||
    /^[A-Z]\w*(?:Error|Exception|Warning)$/.test(name),
  foreign: new Map([
    ['true', 'True'],
    ['false', 'False'],
    ['null', 'None'],
    ['nil', 'None'],
    ['undefined', 'None'],
  ]),
};

const others = new Set([
  ...['Ellipsis', 'NotImplemented', 'aiter', 'anext', 'breakpoint', 'StopAsyncIteration'],
  ...['GeneratorExit', 'KeyboardInterrupt', 'SystemExit', 'pytest', '__name__'],
]);

function prints(expression: SyntaxNode): boolean {
  return callOf(expression)?.callee.text === 'print';
}

function shown(tree: SyntaxTree): string {
  let text = '';
  let at = 0;
  for (const statement of tree.descendants('expression_statement')) {
    const [only] = statement.namedChildren;
    if (!only || silent.has(only.kind) || prints(only)) continue;
    if (statement.closest('function_definition', 'class_definition')) continue;
    const isTuple = statement.childOfKind(',') !== undefined;
    const value = isTuple ? `(${statement.text})` : statement.text;
    text += `${tree.text.slice(at, statement.start)}__show__(${value})`;
    at = statement.end;
  }
  return text + tree.text.slice(at);
}

function indented(code: string): string {
  return code.split('\n').join('\n    ');
}

/** A text as a literal on one line. */
export function quoted(text: string): string {
  const inner = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll("'", "\\'");
  return `'${inner}'`;
}
