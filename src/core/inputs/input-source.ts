import type { Contract } from '../contract.ts';
import { showValue } from '../languages/kit/show-value.ts';
import type { Shape } from '../languages/kit/shape.ts';
import type { Language } from '../languages/language.ts';
import type { Random } from '../ports.ts';
import type { Value } from '../values/value.ts';
import { Chance } from './chance.ts';
import { noConstants, type Constants } from './constants.ts';
import { habitsOf, type Habits } from './habits.ts';
import { refined } from './known-shape.ts';
import { isKept, limitsIn, type Limit } from './limits.ts';
import { distinct, guessesWith, ValueMaker } from './make-values.ts';
import { mutated } from './mutate.ts';
import { itemsOf, numberOf } from './place.ts';
import { Ranges } from './ranges.ts';
import { scopeOf, settled } from './settle.ts';
import { smaller } from './smaller.ts';
import { statedIn, type Stated } from './stated-words.ts';
import { stringsIn, textsOf, type Texts } from './texts.ts';

/** What inputs of a function are made from. */
export interface InputFacts {
  readonly language: Language;
  readonly contract: Pick<Contract, 'parameters' | 'description'>;
  /** What stands before the arguments of a call: `area`, `Stack([1]).push`. */
  readonly callee: string;
  /** One for each parameter. */
  readonly shapes: readonly Shape[];
  /** Calls that are known to be allowed, as texts; those that are no literals are passed over. */
  readonly calls: readonly string[];
  readonly constants?: Constants;
}

/** A call longer than this shows nobody anything. */
const longest = 400;
/** So many inputs keep to what known calls have in common, though nobody has said that they must. */
const usual = 0.7;
/** Attempts for each input that is wanted. */
const attempts = 12;

/**
 * Inputs of one function, made without a model: values of its types within what its description allows,
 * and changes of known calls. The same facts and the same chance give the same inputs.
 */
export class InputSource {
  readonly #facts: InputFacts;
  readonly #names: readonly string[];
  readonly #shapes: readonly Shape[];
  readonly #known: readonly (readonly Value[])[];
  readonly #stated: Stated;
  readonly #habits: Habits;
  /** What an input must keep to, and what most keep to besides. */
  readonly #rules: readonly Limit[];
  readonly #usual: readonly Limit[];
  readonly #texts: ReadonlyMap<string, Texts>;
  readonly #numbers: readonly number[];
  readonly #guesses: ReturnType<typeof guessesWith>;
  readonly #chance: Chance;
  /** Calls that were made, with their arguments. */
  readonly #kept = new Map<string, readonly Value[]>();
  readonly #made = new Map<string, readonly Value[]>();

  constructor(facts: InputFacts, random: Random) {
    const { contract, shapes, calls, constants = noConstants, language } = facts;
    const parameters = contract.parameters.filter(({ kind }) => kind === 'positional');
    this.#facts = facts;
    this.#names = parameters.map(({ name }) => name);
    this.#chance = new Chance(random);
    const whole = language.literals.literal('1')?.kind === 'int' ? 'int' : 'number';
    this.#guesses = guessesWith({ kind: whole });
    this.#known = calls.flatMap((call) => {
      const read = language.literals.call(call);
      const isWhole = read?.keywords.length === 0 && read.args.length === this.#names.length;
      return read !== undefined && isWhole ? [read.args] : [];
    });
    this.#shapes = this.#names.map((_, at) =>
      refined(
        shapes[at] ?? { kind: 'any' },
        this.#known.flatMap((args) => args[at] ?? []),
      ),
    );
    this.#stated = statedIn(contract.description, this.#names);
    this.#habits = habitsOf(this.#known, this.#names);
    // What known calls themselves break is no rule: it was read wrongly.
    const limits = limitsIn(contract.description, this.#names);
    const all = [...limits, ...this.#stated.limits.filter((word) => !isStated(word, limits))];
    const rules = [...all, ...this.#habits.built].filter((limit) =>
      this.#known.every((args) => isKept(limit, scopeOf(args, this.#names))),
    );
    this.#rules = rules;
    this.#usual = [...rules, ...this.#habits.usual];
    this.#numbers = [
      ...new Set([...constants.numbers, ...this.#known.flat().flatMap(numbersIn)]),
    ].slice(0, 80);
    this.#texts = new Map(
      this.#names.map((name, at) => [
        name,
        textsOf(
          stringsIn(this.#known.flatMap((args) => args[at] ?? [])),
          constants.texts,
          this.#stated.isClosed,
        ),
      ]),
    );
  }

  /** Up to so many calls that were not made yet. */
  next(count: number): readonly string[] {
    const found: string[] = [];
    for (let tries = 0; found.length < count && tries < attempts * count; tries += 1) {
      const args = this.#one();
      const call = args && this.#callOf(args);
      if (args === undefined || call === undefined || this.#made.has(call)) continue;
      this.#made.set(call, args);
      found.push(call);
    }
    return found;
  }

  /** Calls that are like another one. */
  near(call: string, count: number): readonly string[] {
    const args = this.#argsOf(call);
    if (args === undefined) return [];
    const found: string[] = [];
    for (let tries = 0; found.length < count && tries < attempts * count; tries += 1) {
      const changed = this.#settle(this.#changed(args), this.#chance.is(usual));
      const text = changed && this.#callOf(changed);
      if (changed === undefined || text === undefined || this.#made.has(text)) continue;
      this.#made.set(text, changed);
      found.push(text);
    }
    return found;
  }

  /** Allowed calls that are a step smaller than another one, the largest steps first. */
  smaller(call: string): readonly string[] {
    const args = this.#argsOf(call);
    if (args === undefined) return [];
    const steps = args.map((arg) => [...smaller(arg)]);
    const longestList = Math.max(...steps.map(({ length }) => length), 0);
    const found: string[] = [];
    for (let step = 0; step < longestList; step += 1) {
      for (const [at, each] of steps.entries()) {
        const less = each[step];
        if (less === undefined) continue;
        const changed = args.with(at, less);
        const text = this.#isAllowed(changed) ? this.#callOf(changed) : undefined;
        if (text === undefined || text === call) continue;
        this.#kept.set(text, changed);
        found.push(text);
      }
    }
    return [...new Set([...this.#shorterTogether(args), ...found])];
  }

  /** Parameters that are equally long become shorter together, or not at all. */
  #shorterTogether(args: readonly Value[]): readonly string[] {
    const sizes = args.map(
      (arg) => itemsOf(arg)?.length ?? (arg.kind === 'str' ? arg.value.length : 0),
    );
    const most = Math.max(...sizes, 0);
    const together = sizes.flatMap((size, at) => (size === most ? [at] : []));
    if (most === 0 || (together.length < 2 && this.#rules.length === 0)) return [];
    return Array.from({ length: Math.min(most, 12) }, (_, gone) =>
      args.map((arg, at) => (together.includes(at) ? without(arg, gone) : arg)),
    ).flatMap((changed) => {
      const fitting = this.#settle(changed, false);
      const text = fitting && this.#callOf(fitting);
      if (text === undefined) return [];
      this.#kept.set(text, fitting ?? changed);
      return [text];
    });
  }

  #argsOf(call: string): readonly Value[] | undefined {
    const known = this.#made.get(call) ?? this.#kept.get(call);
    if (known !== undefined) return known;
    const read = this.#facts.language.literals.call(call);
    return read?.args.length === this.#names.length && read.keywords.length === 0
      ? read.args
      : undefined;
  }

  #one(): readonly Value[] | undefined {
    const isUsual = this.#chance.is(usual);
    const known = this.#chance.is(0.4) ? this.#chance.of(this.#known) : undefined;
    return this.#settle(known === undefined ? this.#fresh(isUsual) : this.#changed(known), isUsual);
  }

  #fresh(isUsual: boolean): readonly Value[] {
    const maker = this.#maker(isUsual);
    return this.#shapes.map((shape, at) => maker.make(shape, this.#names[at] ?? ''));
  }

  #maker(isUsual: boolean): ValueMaker {
    const ranges = new Ranges(isUsual ? this.#usual : this.#rules);
    const { isWhole } = this.#stated;
    return new ValueMaker(
      { ranges, numbers: this.#numbers, texts: this.#texts, isWhole, guesses: this.#guesses },
      this.#chance,
    );
  }

  /** Known arguments with one to three changes; some arguments come from another call. */
  #changed(known: readonly Value[]): readonly Value[] {
    const chance = this.#chance;
    let args = known;
    const other = chance.of(this.#known);
    const at = chance.within(0, known.length - 1);
    const replaced = other?.[at];
    if (replaced !== undefined && known.length > 1 && chance.is(0.25))
      args = args.with(at, replaced);
    for (let left = chance.of([1, 1, 2, 2, 3, 5]); left > 0; left -= 1) {
      const place = chance.within(0, args.length - 1);
      const old = args[place];
      if (old === undefined) continue;
      const texts = this.#texts.get(this.#names[place] ?? '');
      args = args.with(place, mutated(old, { numbers: this.#numbers, texts }, chance));
    }
    return args;
  }

  #settle(args: readonly Value[], isUsual: boolean): readonly Value[] | undefined {
    const limits = isUsual ? this.#usual : this.#rules;
    const maker = this.#maker(isUsual);
    const more = (parameter: number, depth: number): Value => {
      let made: Value = { kind: 'null' };
      for (let tries = 0; tries < 8; tries += 1) {
        made = maker.make(
          itemShape(this.#shapes[parameter], depth),
          this.#names[parameter] ?? '',
          depth,
        );
        if ((itemsOf(made)?.length ?? 1) > 0) break;
      }
      return made;
    };
    const inOrder = (all: readonly Value[]) =>
      all.map((arg, at) => this.#ordered(arg, at, isUsual));
    const found = settled(inOrder(args), this.#names, limits, this.#chance, more);
    const ordered = found && inOrder(found);
    return ordered && this.#isAllowed(ordered) ? ordered : undefined;
  }

  #ordered(arg: Value, at: number, isUsual: boolean): Value {
    const name = this.#names[at] ?? '';
    const items = itemsOf(arg);
    if (items === undefined) return arg;
    const has = (kind: 'ascending' | 'distinct') =>
      this.#stated[kind].has(name) || (isUsual && this.#habits[kind].has(name));
    const unique = has('distinct') ? distinct(items) : items;
    const sorted = has('ascending')
      ? unique.toSorted((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0))
      : unique;
    return { ...arg, items: sorted } as Value;
  }

  #isAllowed(args: readonly Value[]): boolean {
    const scope = scopeOf(args, this.#names);
    if (!this.#rules.every((limit) => isKept(limit, scope))) return false;
    return args.every((arg, at) => {
      const again = this.#ordered(arg, at, false);
      return (
        itemsOf(again)?.every((item, place) => item === itemsOf(arg)?.[place]) !== false &&
        itemsOf(again)?.length === itemsOf(arg)?.length
      );
    });
  }

  #callOf(args: readonly Value[]): string | undefined {
    const { language, callee } = this.#facts;
    const shown = args.map((arg) => showValue(arg, language, longest));
    const call = `${callee}(${shown.join(', ')})`;
    return call.length > longest || shown.some((text) => text.endsWith('…')) ? undefined : call;
  }
}

/** A comparison says more exactly than a word from where on numbers are allowed. */
function isStated({ right }: Limit, limits: readonly Limit[]): boolean {
  return limits.some(
    ({ left, right: other }) =>
      left.kind === 'number' &&
      right.kind === 'place' &&
      other.kind === 'place' &&
      other.name === right.name &&
      other.size === right.size &&
      other.steps.length === right.steps.length,
  );
}

function itemShape(shape: Shape | undefined, depth: number): Shape {
  if (depth === 0 || shape === undefined) return shape ?? { kind: 'any' };
  switch (shape.kind) {
    case 'list':
    case 'run':
    case 'set':
    case 'frozenset':
      return itemShape(shape.of, depth - 1);
    case 'tuple':
      return itemShape(shape.items[0], depth - 1);
    default:
      return { kind: 'any' };
  }
}

function without(value: Value, gone: number): Value {
  if (value.kind === 'str') {
    return { ...value, value: value.value.slice(0, gone) + value.value.slice(gone + 1) };
  }
  const items = itemsOf(value);
  return items === undefined ? value : ({ ...value, items: items.toSpliced(gone, 1) } as Value);
}

function numbersIn(value: Value): readonly number[] {
  const own = numberOf(value);
  return own === undefined ? (itemsOf(value) ?? []).flatMap(numbersIn) : [own];
}
