import type { InputSketch } from '../kit/input-sketch.ts';

const name = '__coppice_arguments__';

/** `random.Random` is what `random_arguments` is promised: it has `randint`, `random`, `choice` and more. */
export const pythonSketch: InputSketch = {
  name,
  plainTypes: new Set([
    ...['int', 'float', 'complex', 'str', 'bytes', 'bool', 'None', 'Number', 'Literal'],
    ...['list', 'dict', 'set', 'tuple', 'frozenset', 'List', 'Dict', 'Set', 'Tuple', 'FrozenSet'],
    ...['Optional', 'Union', 'Sequence', 'Iterable', 'Collection', 'Mapping'],
    ...['typing', 'collections', 'abc'],
  ]),
  code: ({ guards, parameters }) =>
    [
      `def ${name}(seed, count):`,
      '    import random as random_of_arguments',
      '    rng = random_of_arguments.Random(seed)',
      '    found = []',
      '    for at in range(6 * count):',
      '        if len(found) >= count:',
      '            break',
      '        try:',
      '            given = random_arguments(rng, 1 + at % 8)',
      `            if not isinstance(given, (tuple, list)) or len(given) != ${parameters}:`,
      '                given = (given,)',
      ...(guards ? ['            if not is_allowed(*given):', '                continue'] : []),
      '        except Exception:',
      '            continue',
      '        found.append(list(given))',
      '    return found',
    ].join('\n'),
};
