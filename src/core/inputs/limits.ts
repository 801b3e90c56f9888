import {
  everyScope,
  placesOf,
  TermReader,
  tokensOf,
  valueOf,
  type PlaceTerm,
  type Scope,
  type Term,
} from './terms.ts';

/** Two sides that a description compares. */
export interface Limit {
  readonly left: Term;
  readonly is: '<' | '<=' | '==';
  readonly right: Term;
}

/** A name that a description gives to something: `n == nums.length`, `edges[i] = [u_i, v_i]`. */
type Aliases = ReadonlyMap<string, Term>;

/**
 * The limits that a description states about the arguments, such as `1 <= n == nums.length <= 10^5` or
 * `0 <= edges[i][0] < n`: of lines that say nothing else, and of sentences that say what holds. What
 * stands under a condition says what is to be done, not what is given.
 */
export function limitsIn(description: string, parameters: readonly string[]): readonly Limit[] {
  const plain = normalised(description);
  const chains = plain.split('\n').flatMap(chainsOf);
  const aliases = new Map<string, Term>(aliasesIn(plain));
  const known = (name: string) => parameters.includes(name);
  for (const { left, is, right } of chains) {
    if (is !== '==') continue;
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const isName = one.kind === 'place' && one.steps.length === 0 && !one.size;
      if (!isName || known(one.name) || aliases.has(one.name)) continue;
      if (placesOf(other).every(({ name }) => known(name)) && other.kind !== 'number') {
        aliases.set(one.name, other);
      }
    }
  }
  const seen = new Set<string>();
  return chains.flatMap(({ left, is, right }): Limit[] => {
    const limit = { left: meant(left, aliases), is, right: meant(right, aliases) };
    const key = JSON.stringify(limit);
    if (JSON.stringify(limit.left) === JSON.stringify(limit.right) || seen.has(key)) return [];
    seen.add(key);
    const places = [...placesOf(limit.left), ...placesOf(limit.right)];
    return places.length > 0 && places.every(({ name }) => known(name)) ? [limit] : [];
  });
}

/** Whether the arguments keep a limit; what cannot be told is kept. */
export function isKept({ left, is, right }: Limit, scope: Scope): boolean {
  for (const each of everyScope([left, right], scope)) {
    const [one, other] = [valueOf(left, each), valueOf(right, each)];
    if (one === undefined || other === undefined) continue;
    if (is === '==' ? one !== other : is === '<' ? one >= other : one > other) return false;
  }
  return true;
}

function normalised(text: string): string {
  return text
    .replace(/<sup>(.*?)<\/sup>/g, '^$1')
    .replace(/[≤⩽]/g, '<=')
    .replace(/[≥⩾]/g, '>=')
    .replace(/[−–]/g, '-')
    .replace(/[`$]|&nbsp;/g, '')
    .replace(/(\d)[,_](?=\d{3}\b)/g, '$1');
}

const condition = /\b(?:if|when|unless|otherwise|until|while|returns?|raises?|throws?)\b/i;
const given =
  /\b(?:where|with|such that|assume|guarantee\w*|constraints?|given|always|satisf\w+)\b/i;

/** The comparisons of a line. */
function chainsOf(line: string): readonly Limit[] {
  const parity = /^\W*([\w.]+) is (even|odd)\W*$/.exec(line);
  if (parity) return chainsOf(`${parity[1]} % 2 == ${parity[2] === 'odd' ? 1 : 0}`);
  if (!/[<>=]/.test(line) || /=>|->|>>>/.test(line)) return [];
  const bare = line
    .trim()
    .replace(/^(?:[-*•]|\d+[.)])\s+|^constraints?:\s*/i, '')
    .replace(/[.;]$/, '');
  const whole = chainAt(new TermReader(tokensOf(bare)), true);
  if (whole !== undefined) return whole;
  if (condition.test(line) || !given.test(line)) return [];
  const tokens = tokensOf(bare);
  const found: Limit[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const reader = new TermReader(tokens);
    reader.at = at;
    const chain = chainAt(reader, false);
    if (chain === undefined) continue;
    found.push(...chain);
    at = reader.at;
  }
  return found;
}

/** A chain of comparisons from the reader's place on. */
function chainAt(reader: TermReader, isWhole: boolean): readonly Limit[] | undefined {
  const found: Limit[] = [];
  let lefts = reader.list();
  while (lefts !== undefined) {
    const token = reader.next ?? '';
    if (!/^(?:<|<=|>|>=|==|=)$/.test(token)) break;
    reader.at += 1;
    const rights = reader.list();
    if (rights === undefined) return undefined;
    // `n = 5` in a list of examples states no limit.
    if (token === '=' && !isWhole) return undefined;
    const is = token === '=' ? '==' : (token.replace('>', '<') as Limit['is']);
    for (const left of lefts) {
      for (const right of rights) {
        found.push(token.startsWith('>') ? { left: right, is, right: left } : { left, is, right });
      }
    }
    lefts = rights;
  }
  return found.length === 0 || (isWhole && reader.next !== undefined) ? undefined : found;
}

function* aliasesIn(text: string): Generator<readonly [string, Term]> {
  const form = /\b([A-Za-z_]\w*)\[([a-z])\]\s*={1,2}\s*\[([\w\s,]+)\]/g;
  for (const [, name = '', loop = '', items = ''] of text.matchAll(form)) {
    for (const [at, item] of items.split(',').entries()) {
      const alias = item.trim();
      if (/^[A-Za-z]\w*$/.test(alias)) {
        yield [alias, { kind: 'place', name, steps: [loop, at], size: false }];
        // People write `u_i` and mean `ui`, or the other way round.
        yield [alias.replace('_', ''), { kind: 'place', name, steps: [loop, at], size: false }];
      }
    }
  }
  for (const [, name = '', what = '', alias = ''] of text.matchAll(
    /\b([A-Za-z_]\w*)\s+(?:of|with|has|having)\s+(?:a\s+)?(length|size)\s+([a-z])\b/g,
  )) {
    if (what !== '') yield [alias, { kind: 'place', name, steps: [], size: true }];
  }
}

function meant(term: Term, aliases: Aliases): Term {
  if (term.kind === 'number') return term;
  if (term.kind === 'place') {
    const alias = aliases.get(term.name);
    if (alias === undefined) return term;
    if (term.steps.length === 0 && !term.size) return alias;
    const isMore = alias.kind === 'place' && !alias.size;
    return isMore ? further(alias, term) : term;
  }
  return { ...term, of: term.of.map((each) => meant(each, aliases)) } as Term;
}

function further(alias: PlaceTerm, { steps, size }: PlaceTerm): Term {
  return { ...alias, steps: [...alias.steps, ...steps], size };
}
