import type { Value } from '../values/value.ts';
import { itemsOf, numberOf, sizeOf, valueAt, type PlaceStep } from './place.ts';

/** A side of a limit as a description states it, such as `10^5`, `nums.length`, `edges[i][0]` or `n - 1`. */
export type Term =
  | { readonly kind: 'number'; readonly value: number }
  | PlaceTerm
  | {
      readonly kind: 'sum' | 'product' | 'quotient' | 'remainder';
      readonly of: readonly [Term, Term];
      readonly sign?: -1;
    }
  | { readonly kind: 'least' | 'most' | 'size'; readonly of: readonly Term[] };

export interface PlaceTerm {
  readonly kind: 'place';
  readonly name: string;
  readonly steps: readonly PlaceStep[];
  /** Its size is meant, not its value. */
  readonly size: boolean;
}

/** Reads terms and lists of them; answers undefined and leaves the place where it was for all else. */
export class TermReader {
  readonly #tokens: readonly string[];
  at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get next(): string | undefined {
    return this.#tokens[this.at];
  }

  take(token: string): boolean {
    if (this.next !== token) return false;
    this.at += 1;
    return true;
  }

  /** `a, b and c`. */
  list(): readonly Term[] | undefined {
    const first = this.sum();
    if (first === undefined) return undefined;
    const found = [first];
    for (;;) {
      const before = this.at;
      if (!this.take(',') && !this.take('and')) return found;
      this.take('and');
      const more = this.sum();
      if (more === undefined) {
        this.at = before;
        return found;
      }
      found.push(more);
    }
  }

  sum(): Term | undefined {
    let left = this.#product();
    while (left !== undefined && (this.next === '+' || this.next === '-')) {
      const sign = this.next === '-' ? ({ sign: -1 } as const) : {};
      this.at += 1;
      const right = this.#product();
      if (right === undefined) return undefined;
      left = { kind: 'sum', of: [left, right], ...sign };
    }
    return left;
  }

  #product(): Term | undefined {
    let left = this.#one();
    for (let kind = factors[this.next ?? '']; left && kind; kind = factors[this.next ?? '']) {
      this.at += 1;
      const right = this.#one();
      if (right === undefined) return undefined;
      left = { kind, of: [left, right] };
    }
    return left;
  }

  #one(): Term | undefined {
    const token = this.next;
    if (token === undefined) return undefined;
    if (this.take('-')) {
      const inner = this.#one();
      return inner && { kind: 'product', of: [{ kind: 'number', value: -1 }, inner] };
    }
    if (this.take('(')) {
      const inner = this.sum();
      return inner !== undefined && this.take(')') ? inner : undefined;
    }
    if (/^\d/.test(token)) return this.#number();
    if (!/^[A-Za-z_]/.test(token) || joining.has(token.toLowerCase())) return undefined;
    this.at += 1;
    const named = calledWith[token.toLowerCase()];
    if (named !== undefined && this.take('(')) {
      const of = this.list();
      return of !== undefined && this.take(')') ? { kind: named, of } : undefined;
    }
    return this.#place(token);
  }

  #number(): Term | undefined {
    const value = Number(this.next);
    this.at += 1;
    if (!this.take('^') && !this.take('**')) return { kind: 'number', value };
    const exponent = Number(this.next);
    if (!Number.isInteger(exponent)) return undefined;
    this.at += 1;
    return { kind: 'number', value: value ** exponent };
  }

  #place(name: string): Term | undefined {
    const steps: PlaceStep[] = [];
    let size = false;
    for (;;) {
      if (this.take('[')) {
        const step = this.next;
        this.at += 1;
        if (step === undefined || !this.take(']')) return undefined;
        if (/^\d+$/.test(step)) steps.push(Number(step));
        else if (/^[a-z]\w?$/.test(step)) steps.push(step);
        else return undefined;
      } else if (this.next === '.' && /^(?:length|size)$/i.test(this.#tokens[this.at + 1] ?? '')) {
        this.at += 2;
        if (this.take('(')) this.take(')');
        size = true;
      } else return { kind: 'place', name, steps, size };
    }
  }
}

const factors: Readonly<Record<string, 'product' | 'quotient' | 'remainder' | undefined>> = {
  '*': 'product',
  '/': 'quotient',
  '%': 'remainder',
};

const calledWith: Readonly<Record<string, 'least' | 'most' | 'size'>> = {
  min: 'least',
  max: 'most',
  len: 'size',
  length: 'size',
  size: 'size',
};

const joining: ReadonlySet<string> = new Set(['and', 'or', 'for', 'where', 'if', 'is', 'the']);

export function tokensOf(text: string): readonly string[] {
  return text.match(/<=|>=|==|!=|\*\*|\d+(?:\.\d+)?|[A-Za-z_]\w*|\S/g) ?? [];
}

/** What names stand for: arguments by parameter's name, and positions by the names of loops. */
export interface Scope {
  readonly names: ReadonlyMap<string, Value>;
  readonly loops: ReadonlyMap<string, number>;
}

/** The positions that a place's steps mean; undefined where a loop's variable is not bound. */
export function positionsOf({ steps }: PlaceTerm, { loops }: Scope): readonly number[] | undefined {
  const found = steps.map((step) => (typeof step === 'number' ? step : loops.get(step)));
  return found.includes(undefined) ? undefined : (found as readonly number[]);
}

/** The number that a term comes to; undefined where it means nothing here. */
export function valueOf(term: Term, scope: Scope): number | undefined {
  switch (term.kind) {
    case 'number':
      return term.value;
    case 'place': {
      const at = positionsOf(term, scope);
      const value = at && valueAt(scope.names.get(term.name), at);
      return term.size ? sizeOf(value) : numberOf(value);
    }
    case 'sum':
    case 'product':
    case 'quotient':
    case 'remainder': {
      const [left, right] = term.of.map((each) => valueOf(each, scope));
      if (left === undefined || right === undefined) return undefined;
      if (term.kind === 'product') return left * right;
      if (term.kind === 'remainder') return left % right;
      return term.kind === 'quotient' ? left / right : left + (term.sign ?? 1) * right;
    }
    case 'least':
    case 'most': {
      const all = term.of.flatMap((each) => valueOf(each, scope) ?? []);
      if (all.length < term.of.length) return undefined;
      return term.kind === 'least' ? Math.min(...all) : Math.max(...all);
    }
    case 'size': {
      const [only] = term.of;
      return only?.kind === 'place' ? valueOf({ ...only, size: true }, scope) : undefined;
    }
  }
}

/** Names of loops in a term, with the place whose items each goes through. */
export function loopsOf(
  term: Term,
): readonly { readonly loop: string; readonly over: PlaceTerm }[] {
  if (term.kind === 'number') return [];
  if (term.kind !== 'place') return term.of.flatMap(loopsOf);
  return term.steps.flatMap((loop, at) =>
    typeof loop === 'string'
      ? [{ loop, over: { ...term, steps: term.steps.slice(0, at), size: false } }]
      : [],
  );
}

/** All places in a term. */
export function placesOf(term: Term): readonly PlaceTerm[] {
  if (term.kind === 'number') return [];
  return term.kind === 'place' ? [term] : term.of.flatMap(placesOf);
}

/** A scope for every way in which the loops of some terms can go. */
export function* everyScope(terms: readonly Term[], scope: Scope): Generator<Scope> {
  const open = terms.flatMap(loopsOf).find(({ loop }) => !scope.loops.has(loop));
  if (open === undefined) {
    yield scope;
    return;
  }
  const at = positionsOf(open.over, scope);
  const value = at && valueAt(scope.names.get(open.over.name), at);
  const count = itemsOf(value)?.length ?? (value?.kind === 'str' ? 1 : 0);
  for (let index = 0; index < count; index += 1) {
    yield* everyScope(terms, { ...scope, loops: new Map([...scope.loops, [open.loop, index]]) });
  }
}
