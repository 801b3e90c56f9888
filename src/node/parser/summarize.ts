import type { Tree } from 'web-tree-sitter';
import type { Parameter } from '../../core/contract.ts';
import { nameOnOneLine } from '../../core/languages/kit/name-on-one-line.ts';
import type { Enclosing, SyntaxClass, SyntaxFunction, SyntaxSummary } from '../../core/syntax.ts';
import type { TextRange } from '../../core/text.ts';
import type { Grammar } from './grammar.ts';
import { bodyOf, isStub, signatureOf, withoutReturn } from './read-body.ts';
import { readDeclarations, type DeclarationFacts, type FunctionFacts } from './read-functions.ts';
import { readStatements } from './read-statements.ts';
import { Surroundings } from './surroundings.ts';
import type { SyntaxQueries } from './syntax-queries.ts';

/** Reads what a tree declares. The caller owns and frees the tree. */
export function summarize(
  tree: Tree,
  queries: SyntaxQueries,
  grammar: Grammar,
  text: string,
): SyntaxSummary {
  const root = tree.rootNode;
  const facts = readDeclarations(root, queries.declarations);
  const { functions, classes } = declarationsIn(facts, grammar, text);
  const statements = readStatements(root, queries.statements);
  return { functions, classes, statements, errors: facts.errors };
}

/** What is around the place that is being read, innermost last. */
interface Scope {
  readonly end: number;
  readonly enclosing: Enclosing;
  readonly path: readonly string[];
}

function declarationsIn(
  facts: DeclarationFacts,
  grammar: Grammar,
  text: string,
): { functions: SyntaxFunction[]; classes: SyntaxClass[] } {
  const functions: SyntaxFunction[] = [];
  const classes: SyntaxClass[] = [];
  const around = new Surroundings(facts, grammar, text);
  const generators = generatorsOf(facts);
  const scopes: Scope[] = [];
  const places = [...facts.scopes.values(), ...facts.functions.values()].sort(
    (a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex,
  );
  for (const place of places) {
    while ((scopes.at(-1)?.end ?? Infinity) <= place.node.startIndex) scopes.pop();
    const scope = scopes.at(-1);
    const enclosing = scope ? { enclosing: scope.enclosing } : {};
    const name = place.name ? plainName(place.name.text) : undefined;
    const owner = scope ? undefined : place.owner?.text;
    const own = [owner, name].filter((part) => part !== undefined && part !== 'prototype');
    const path = [...(scope?.path ?? []), ...own.filter((part) => part !== undefined)];
    let inside: Enclosing = { kind: 'anonymous' };
    if (name === undefined || name === '' || !place.name || !place.body) {
      // What has no name of its own still separates what is inside it from the module.
    } else if ('kind' in place) {
      const start = around.startOf(place.declaration.start);
      const header = { start, end: headerEnd(place.body.startIndex, grammar, text) };
      const range = { start, end: place.declaration.end };
      const { kind } = place;
      const qualifiedName = path.join('.');
      inside = { kind: 'class', index: classes.length };
      classes.push({ kind, name, qualifiedName, range, header, ...enclosing });
    } else {
      inside = { kind: 'function', index: functions.length };
      const nameAt = place.name.startIndex;
      functions.push({
        name,
        qualifiedName: path.join('.'),
        nameAt,
        ...enclosing,
        ...(owner === undefined ? {} : { assigned: true }),
        ...partsOf(place, place.body, around, facts, grammar, text),
        parameters: parametersOf(place, facts),
        async: place.async,
        generator: place.generator || generators.has(place.node.id),
      });
    }
    if (inside.kind !== 'anonymous' || !('kind' in place)) {
      scopes.push({ end: place.node.endIndex, enclosing: inside, path });
    }
  }
  return { functions, classes };
}

type Parts = Pick<
  SyntaxFunction,
  'range' | 'body' | 'signature' | 'doc' | 'overloads' | 'returns' | 'isStub'
>;

function partsOf(
  found: FunctionFacts,
  block: NonNullable<FunctionFacts['body']>,
  around: Surroundings,
  facts: DeclarationFacts,
  grammar: Grammar,
  text: string,
): Parts {
  const body = bodyOf(found, block, grammar, text);
  const start = around.startOf(found.declaration.start);
  const last = Math.max(withoutReturn(text, found.declaration.end), body.end);
  const end = around.endOf(last, found);
  const overloads = around.overloadsOf(start, found.name?.text ?? '');
  const doc: TextRange | undefined = found.docInside
    ? { start: found.docInside.startIndex, end: found.docInside.endIndex }
    : (around.docOf(start) ?? around.docOf(overloads[0]?.start ?? start));
  const returns = found.returns?.text;
  return {
    range: { start, end },
    body,
    signature: signatureOf(start, found, block, text),
    ...(doc ? { doc } : {}),
    ...(overloads.length > 0 ? { overloads } : {}),
    ...(returns === undefined ? {} : { returns }),
    isStub: isStub(found, block, doc !== undefined, facts, grammar, body),
  };
}

function parametersOf(
  { parameters, bareParameter }: FunctionFacts,
  lists: Pick<DeclarationFacts, 'parameters'>,
): readonly Parameter[] {
  if (bareParameter) return [{ name: bareParameter.text, kind: 'positional' }];
  return lists.parameters.of(parameters);
}

/** Ids of the functions that hold a `yield` of their own. */
function generatorsOf({ yields, functions }: DeclarationFacts): ReadonlySet<number> {
  const owners = new Set<number>();
  if (yields.length === 0) return owners;
  const all = [...functions.values()];
  for (const { startIndex: at } of yields) {
    const owner = all
      .filter(({ node }) => node.startIndex <= at && node.endIndex > at)
      .reduce<FunctionFacts | undefined>(
        (inner, each) => (!inner || each.node.startIndex >= inner.node.startIndex ? each : inner),
        undefined,
      );
    if (owner) owners.add(owner.node.id);
  }
  return owners;
}

/** A member's key may be written as a string. */
function plainName(text: string): string {
  return /^(['"])([\s\S]*)\1$/.exec(text)?.[2] ?? nameOnOneLine(text);
}

/** The opening brace belongs to the header. */
function headerEnd(bodyStart: number, grammar: Grammar, text: string): number {
  return grammar.blocks === 'braced' && text[bodyStart] === '{' ? bodyStart + 1 : bodyStart;
}
