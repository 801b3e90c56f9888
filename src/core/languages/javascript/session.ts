import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import { callOf } from '../kit/reading/calls.ts';
import type { SessionForm } from '../kit/session-form.ts';
import { scriptFacts } from './facts.ts';
import { scriptNames } from './names.ts';

/** What a console of JavaScript shows for statements and their values. */
export const scriptSession: SessionForm = {
  shown,
  forget: '__printed__();',
  printed: (text) =>
    `assert.equal(__printed__(), ${JSON.stringify(text === '' ? '' : `${text}\n`)});`,
  equals: (expression, expected) => scriptFacts.javascript.equals(expression, expected),
  raises: ({ root, text }, exception) => {
    const wanted = exception === undefined ? '' : `, ${exception}`;
    const { done } = root.descendants('await_expression').next();
    return done === true
      ? `assert.throws(() => { ${text} }${wanted});`
      : `await assert.rejects(async () => { ${text} }${wanted});`;
  },
  holds: (expression) => `assert(${expression});`,
  attempted: (code) => `try {\n${code}\n} catch {}`,
  printedValue: (statement) => {
    const call = callOf(statement);
    const [only] = call?.arguments ?? [];
    if (!call || !prints(call.node)) return undefined;
    return call.arguments.length === 1 && only?.kind !== 'spread_element' ? only : undefined;
  },
  prints,
  asserted: (statement) => /^(?:assert|expect)\b/.test(callOf(statement)?.callee.text ?? ''),
  imported: (statement) => {
    if (statement.kind === 'import_statement') {
      return importOf(statement.child('source')?.text ?? '');
    }
    const declared = /^(?:lexical|variable)_declaration$/.test(statement.kind)
      ? statement.namedChildren.filter(({ kind }) => kind === 'variable_declarator')
      : [];
    const call = callOf(declared[0]?.child('value') ?? statement);
    return declared.length === 1 && call?.callee.text === 'require'
      ? importOf(call.arguments[0]?.text ?? '')
      : undefined;
  },
  compares: ({ kind, children }) =>
    (kind === 'binary_expression' && children.some((child) => comparisons.has(child.kind))) ||
    (kind === 'unary_expression' && children[0]?.kind === '!'),
  importOf: () => undefined,
  isKnown: (name) =>
    scriptNames.callable.has(name) || scriptNames.ofValues.has(name) || others.has(name),
  foreign: new Map([
    ['True', 'true'],
    ['False', 'false'],
    ['None', 'null'],
    ['nil', 'null'],
  ]),
};

const comparisons = new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

const others = new Set([
  ...['console', 'globalThis', 'process', 'Buffer', 'URL', 'URLSearchParams', 'TextEncoder'],
  ...['TextDecoder', 'AggregateError', 'Iterator', 'WeakRef', 'Atomics', 'setTimeout', 'assert'],
  ...['exports', 'module'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'],
  ...['Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'expect'],
  ...['AbortController', 'AbortSignal', 'Blob', 'atob', 'btoa', 'queueMicrotask', 'setInterval'],
  ...['clearTimeout', 'clearInterval', 'setImmediate', 'arguments', 'SharedArrayBuffer'],
]);

/** Modules of the workspace are not there beside a program; names of the program are. */
function importOf(source: string): { isStandard: boolean; modules: readonly string[] } {
  return { isStandard: /^.node:/.test(source), modules: [source.slice(1, -1)] };
}

function shown(tree: SyntaxTree): string {
  let text = '';
  let at = 0;
  for (const statement of tree.root.childrenOfKind('expression_statement')) {
    const [value] = statement.namedChildren.filter((child) => !child.isExtra);
    if (!value || isSilent(value)) continue;
    text += `${tree.text.slice(at, value.start)}__show__(${value.text})`;
    at = value.end;
  }
  return text + tree.text.slice(at);
}

function prints(expression: SyntaxNode): boolean {
  return /^console\.(?:log|info|warn|error|debug|dir)$/.test(callOf(expression)?.callee.text ?? '');
}

function isSilent(value: SyntaxNode): boolean {
  return /assignment|update_expression/.test(value.kind) || prints(value);
}
