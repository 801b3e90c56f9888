import type { InputSketch } from '../kit/input-sketch.ts';

const name = '__coppice_arguments__';

/** A generator of its own (mulberry32), so that a seed gives the same inputs on every machine. */
export const scriptSketch: InputSketch = {
  name,
  plainTypes: new Set([
    ...['number', 'string', 'boolean', 'bigint', 'null', 'undefined', 'unknown', 'true', 'false'],
    ...['Array', 'ReadonlyArray', 'readonly', 'Map', 'Set', 'ReadonlyMap', 'ReadonlySet'],
    ...['Record', 'Partial'],
  ]),
  code: ({ guards, parameters }) => `function ${name}(seed, count) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const randint = (low, high) => low + Math.floor(random() * (high - low + 1));
  const shuffle = (items) => {
    for (let at = items.length - 1; at > 0; at -= 1) {
      const other = randint(0, at);
      [items[at], items[other]] = [items[other], items[at]];
    }
    return items;
  };
  const rng = {
    random,
    randint,
    shuffle,
    uniform: (low, high) => low + random() * (high - low),
    choice: (items) => items[randint(0, items.length - 1)],
    sample: (items, many) => shuffle([...items]).slice(0, many),
  };
  const found = [];
  for (let at = 0; at < 6 * count && found.length < count; at += 1) {
    try {
      let given = random_arguments(rng, 1 + (at % 8));
      if (!Array.isArray(given) || given.length !== ${parameters}) given = [given];
${guards ? '      if (!is_allowed(...given)) continue;\n' : ''}      found.push(given);
    } catch {
      continue;
    }
  }
  return found;
}`,
};
