import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { TextRange } from '../../../text.ts';
import { nameOnOneLine } from '../../kit/name-on-one-line.ts';
import { endsCut } from '../../kit/reading/cut.ts';
import {
  Declaration,
  type DeclarationBody,
  type DeclarationFindings,
  type DeclarationKind,
} from '../../kit/reading/declaration.ts';
import { scriptNames } from './names.ts';

/** The declarations of a module, or of a part of one, such as the bare members of a class. */
export function scriptDeclarations({ root }: SyntaxTree): readonly Declaration[] {
  return declarationsIn(root, undefined);
}

function declarationsIn(list: SyntaxNode, owner: Declaration | undefined): Declaration[] {
  return list.namedChildren.flatMap((node) => {
    if (node.isExtra || node.kind === 'decorator' || node.kind === 'hash_bang_line') return [];
    const found = node.isError
      ? [{ name: '', kind: 'statement' as const, node }]
      : declared(node, owner);
    return found.map((findings) => new Declaration(findings, owner, membersOf));
  });
}

function membersOf(owner: Declaration): readonly Declaration[] {
  const holder = owner.value;
  const body = holder?.kind === 'object' ? holder : holder?.child('body');
  if (!body || body.kind === 'enum_body') return [];
  const isList = /^(?:class_body|statement_block|object)$/.test(body.kind);
  return isList ? declarationsIn(body, owner) : [];
}

const functions = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'function_signature',
  'method_definition',
  'method_signature',
  'abstract_method_signature',
]);

const classes = new Set(['class_declaration', 'abstract_class_declaration', 'class']);

const typeKinds: Readonly<Record<string, DeclarationKind>> = {
  interface_declaration: 'type',
  type_alias_declaration: 'type',
  enum_declaration: 'enum',
};

/** What a statement or member declares: several things where it is a list of variables. */
function declared(node: SyntaxNode, owner: Declaration | undefined): DeclarationFindings[] {
  const frame = frameOf(node);
  const { inner } = frame;
  if (functions.has(inner.kind) || classes.has(inner.kind)) {
    const written = nameText(inner.child('name')) ?? (frame.isDefault ? 'default' : '');
    return [valued(frame, { name: written, value: inner }, owner)];
  }
  const typeKind = typeKinds[inner.kind];
  if (typeKind) {
    const name = inner.child('name')?.text ?? '';
    return [{ ...outside(frame), name, kind: typeKind, value: inner }];
  }
  switch (inner.kind) {
    case 'lexical_declaration':
    case 'variable_declaration':
      return variables(frame, owner);
    case 'internal_module':
    case 'module':
      return [namespaceOf(frame)];
    case 'import_statement':
    case 'import_alias':
      return [imported(frame)];
    case 'expression_statement': {
      const [expression] = inner.namedChildren;
      if (expression?.kind === 'assignment_expression') return [assigned(frame, expression, owner)];
      if (expression?.kind === 'internal_module')
        return [namespaceOf({ ...frame, inner: expression })];
      // A declaration that is cut may be read as an expression.
      if (expression && (functions.has(expression.kind) || classes.has(expression.kind))) {
        const name = nameText(expression.child('name')) ?? '';
        return [valued(frame, { name, value: expression }, owner)];
      }
      return [{ ...outside(frame), name: '', kind: 'statement' }];
    }
    case 'labeled_statement': {
      // A pair of an object, alone, reads as a statement with a label.
      const body = inner.child('body');
      const value = body && functions.has(body.kind) ? body : body?.namedChildren[0];
      const isPair = value !== undefined && functions.has(value.kind);
      if (!isPair) return [{ ...outside(frame), name: '', kind: 'statement' }];
      return [valued(frame, { name: inner.child('label')?.text ?? '', value }, owner)];
    }
    case 'pair':
    case 'field_definition':
    case 'public_field_definition': {
      const key = inner.child('key') ?? inner.child('name') ?? inner.child('property');
      return [valued(frame, { name: nameText(key) ?? '', value: inner.child('value') }, owner)];
    }
    case 'shorthand_property_identifier':
      return [{ ...outside(frame), name: inner.text, kind: 'field' }];
    case 'property_signature':
      return [{ ...outside(frame), name: nameText(inner.child('name')) ?? '', kind: 'field' }];
    default:
      if (frame.isDefault) return [valued(frame, { name: 'default', value: inner }, owner)];
      return exported(frame);
  }
}

/** A statement with what stands around the declaration in it. */
interface Frame {
  readonly node: SyntaxNode;
  /** Without `export`, `export default` and `declare`. */
  readonly inner: SyntaxNode;
  readonly isDefault: boolean;
  readonly start: number;
  readonly doc: TextRange | undefined;
  readonly decorators: readonly SyntaxNode[];
  readonly exportWords: TextRange | undefined;
}

function frameOf(node: SyntaxNode): Frame {
  let inner = node;
  let isDefault = false;
  const decorators = [...node.childrenOfKind('decorator')];
  let exportWords: TextRange | undefined;
  if (node.kind === 'export_statement') {
    inner = node.child('declaration') ?? node.child('value') ?? node;
    const words = node.children.filter(({ kind }) => kind === 'export' || kind === 'default');
    const [first] = words;
    const last = words.at(-1);
    isDefault = last?.kind === 'default';
    if (inner !== node && first && last) {
      const gap = /\s*/y;
      gap.lastIndex = last.end;
      exportWords = {
        start: first.start,
        end: last.end + (gap.exec(node.tree.text)?.[0].length ?? 0),
      };
    }
  }
  if (inner.kind === 'ambient_declaration') {
    inner = inner.namedChildren.find((child) => !child.isExtra) ?? inner;
  }
  if (inner !== node) decorators.push(...inner.childrenOfKind('decorator'));
  let start = node.start;
  let doc: TextRange | undefined;
  for (let before = node.previousSibling; before; before = before.previousSibling) {
    if (before.kind === 'decorator') {
      decorators.unshift(before);
      start = before.start;
    } else if (isDocComment(before)) {
      doc = before.range;
      break;
    } else if (!before.isExtra || before.text.startsWith('#!')) {
      break;
    }
  }
  doc ??= [node, inner].map(docBehindDecorators).find((found) => found !== undefined);
  return { node, inner, isDefault, start, doc, decorators, exportWords };
}

function docBehindDecorators({ children }: SyntaxNode): TextRange | undefined {
  const before = children.findIndex(({ kind, isExtra }) => {
    return !isExtra && kind !== 'decorator' && kind !== 'export' && kind !== 'default';
  });
  return children.slice(0, Math.max(before, 0)).find(isDocComment)?.range;
}

function isDocComment({ isExtra, text }: SyntaxNode): boolean {
  return isExtra && text.startsWith('/**');
}

function outside({ node, start, doc, decorators, exportWords }: Frame) {
  const { text } = node.tree;
  const tail = /\s*;/y;
  tail.lastIndex = node.end;
  const isMember = /definition$|signature$/.test(node.kind) && node.kind !== 'function_signature';
  const end = isMember ? node.end + (tail.exec(text)?.[0].length ?? 0) : node.end;
  const whole = { start: Math.min(doc?.start ?? start, start), end };
  return { node, whole, header: { start, end: node.end }, doc, decorators, exportWords };
}

interface Valued {
  readonly name: string;
  readonly value: SyntaxNode | undefined;
  readonly written?: string;
  readonly qualifiedName?: string;
  /** The kind that a function has here, where its owner does not say it. */
  readonly functionKind?: 'function' | 'method';
  readonly isStatic?: boolean;
}

/** A declaration whose kind is that of its value: a function, a class, an object or anything else. */
function valued(frame: Frame, named: Valued, owner: Declaration | undefined): DeclarationFindings {
  const { value, functionKind, ...names } = named;
  const around = outside(frame);
  const isMember = owner !== undefined && owner.kind !== 'namespace' && !owner.isFunction;
  const isStatic = named.isStatic ?? frame.node.children.some(({ kind }) => kind === 'static');
  const bare = plain(value);
  const rest = { ...around, ...names, value: bare, isStatic };
  if (bare && functions.has(bare.kind)) {
    const isMethod = isMember || /^(?:abstract_)?method/.test(bare.kind);
    const body = bodyOf(bare.child('body'));
    const end = headerEnd(bare, around.header.end);
    return {
      ...rest,
      kind: functionKind ?? (isMethod ? 'method' : 'function'),
      header: { start: around.header.start, end },
      body,
      isCut: endsCut(frame.node) || endsCut(bare),
    };
  }
  if (bare && classes.has(bare.kind)) {
    const end = headerEnd(bare, around.header.end);
    const header = { start: around.header.start, end };
    return {
      ...rest,
      kind: 'class',
      header,
      body: bodyOf(bare.child('body')),
      isCut: endsCut(bare),
    };
  }
  if (bare?.kind === 'object') return { ...rest, kind: 'object', isCut: endsCut(bare) };
  return { ...rest, kind: isMember ? 'field' : 'constant' };
}

/** A value without what only says its type: `{…} satisfies T`, `{…} as const`, `({…})`. */
function plain(value: SyntaxNode | undefined): SyntaxNode | undefined {
  let inner = value;
  while (
    inner &&
    /^(?:satisfies_expression|as_expression|parenthesized_expression)$/.test(inner.kind)
  ) {
    const next: SyntaxNode | undefined = inner.namedChildren.find((child) => !child.isExtra);
    inner = next;
  }
  // A function in parentheses has something behind its body that belongs to neither.
  return inner?.kind === 'object' ? inner : value;
}

function bodyOf(node: SyntaxNode | undefined): DeclarationBody | undefined {
  if (!node) return undefined;
  const isBraced = node.kind === 'statement_block' || node.kind === 'class_body';
  if (!isBraced) return { kind: 'expression', range: node.range, node };
  const last = node.children.at(-1);
  const isClosed = last?.kind === '}' && !last.isMissing;
  const start = Math.min(node.start + 1, node.end);
  return { kind: 'block', range: { start, end: isClosed ? last.start : node.end }, node };
}

/** Before the brace of a body, behind the arrow of an expression, or before the `;` of a signature. */
function headerEnd(value: SyntaxNode, end: number): number {
  const body = value.child('body');
  const { text } = value.tree;
  const limit = body?.start ?? (value.kind.endsWith('signature') ? value.end : end);
  let at = limit;
  while (/[\s;]/.test(text.charAt(at - 1))) at--;
  return at;
}

function variables(frame: Frame, owner: Declaration | undefined): DeclarationFindings[] {
  const declarators = frame.inner.childrenOfKind('variable_declarator');
  const isSingle = declarators.length === 1;
  return declarators.map((declarator) => {
    const pattern = declarator.child('name');
    const own = isSingle
      ? frame
      : { ...frame, node: declarator, start: declarator.start, doc: undefined };
    const value = declarator.child('value');
    if (pattern?.kind === 'identifier') return valued(own, { name: pattern.text, value }, owner);
    const names = [...scriptNames([frame.inner]).bound.entries()]
      .filter(([, nodes]) => nodes.some((node) => pattern?.contains(node) === true))
      .map(([name]) => name);
    return { ...outside(own), name: '', names, kind: 'constant', value };
  });
}

function namespaceOf(frame: Frame): DeclarationFindings {
  const { inner } = frame;
  const name = nameText(inner.child('name')) ?? '';
  const body = inner.child('body');
  const around = outside(frame);
  const end = headerEnd(inner, around.header.end);
  const header = { start: around.header.start, end };
  return { ...around, name, kind: 'namespace', value: inner, header, body: bodyOf(body) };
}

function imported(frame: Frame): DeclarationFindings {
  const { bound, boundTypes } = scriptNames([frame.inner]);
  const names = [...new Set([...bound.keys(), ...boundTypes.keys()])];
  const name = names.length === 1 ? (names[0] ?? '') : '';
  return { ...outside(frame), name, names, kind: 'import' };
}

function exported(frame: Frame): DeclarationFindings[] {
  const isExport = frame.node.kind === 'export_statement';
  return [{ ...outside(frame), name: '', kind: isExport ? 'export' : 'statement' }];
}

/** `exports.f = …`, `module.exports.f = …`, `X.prototype.f = …`, `X.f = …`, `f = …`, `module.exports = …`. */
function assigned(
  frame: Frame,
  assignment: SyntaxNode,
  owner: Declaration | undefined,
): DeclarationFindings {
  const target = assignment.child('left');
  let value = assignment.child('right');
  while (value?.kind === 'assignment_expression') value = value.child('right');
  const written = target?.text.replace(/\s+/g, '') ?? '';
  if (target?.kind === 'identifier') return valued(frame, { name: written, value }, owner);
  const path = target && pathOf(target);
  if (!path) return { ...outside(frame), name: '', kind: 'statement', value };
  const isExported = path[0] === 'exports' || (path[0] === 'module' && path[1] === 'exports');
  const inModule = isExported ? path.slice(path[0] === 'module' ? 2 : 1) : path;
  const own = inModule.filter((part) => part !== 'prototype');
  const name = own.at(-1);
  if (name === undefined) {
    // `module.exports = …`: what it holds are the exports.
    const named = nameText(value?.child('name')) ?? 'module.exports';
    const isHolder = plain(value)?.kind === 'object';
    return valued(
      frame,
      { name: named, value, written, ...(isHolder && { qualifiedName: '' }) },
      owner,
    );
  }
  const isMember = own.length > 1;
  return valued(
    frame,
    {
      name,
      value,
      written,
      qualifiedName: own.join('.'),
      functionKind: isMember ? 'method' : 'function',
      isStatic: isMember && !inModule.includes('prototype'),
    },
    owner,
  );
}

/**
 * The names of `a.b["c"]`; of an object that has none only those of its members: `c` of
 * `(a as B).c` or `this.c`. Undefined where a member has no plain name.
 */
function pathOf(target: SyntaxNode): readonly string[] | undefined {
  const parts: string[] = [];
  let node: SyntaxNode | undefined = target;
  while (node && /^(?:member|subscript)_expression$/.test(node.kind)) {
    const part = nameText(node.child('property') ?? node.child('index'));
    if (part === undefined) return parts.length > 0 ? parts : undefined;
    parts.unshift(part);
    node = node.child('object');
  }
  if (node?.kind === 'identifier') parts.unshift(node.text);
  return parts.length > 0 ? parts : undefined;
}

function nameText(node: SyntaxNode | undefined): string | undefined {
  if (!node) return undefined;
  if (node.kind === 'string') return node.text.slice(1, -1);
  return /identifier$|^number$|^computed_property_name$/.test(node.kind)
    ? nameOnOneLine(node.text)
    : undefined;
}
