import { encodeValue } from '../../src/node/runner/python/marshal.ts';
import { maxIntDigits, readCanonical } from '../../src/core/values/canonical.ts';

interface HostileValue {
  readonly name: string;
  readonly canonical?: string;
  /** As a Python child would send it. */
  readonly frame?: Buffer;
}

/** Values of about so many bytes that cost whoever decodes, prints, compares or shows them. */
export function hostileValues(size: number): readonly HostileValue[] {
  const texts: Readonly<Record<string, string>> = {
    'an integer': '9'.repeat(size),
    'an integer at the limit': '9'.repeat(30_000),
    'integers at the limit': `[${Array.from({ length: 8 }, () => '9'.repeat(30_000)).join(',')}]`,
    'integers of 1000 digits': `[${Array.from({ length: size / 1001 }, () => '9'.repeat(1000)).join(',')}]`,
    'small integers': `[${'1,'.repeat(size / 2)}1]`,
    'control characters': JSON.stringify('\u0001'.repeat(size / 6)),
    'plain text': JSON.stringify('a'.repeat(size)),
    'text of quotes': JSON.stringify('"\''.repeat(size / 3)),
    'text of backslashes': JSON.stringify('\\'.repeat(size / 2)),
    texts: `[${'"a",'.repeat(size / 4)}"a"]`,
    'lists in lists': '['.repeat(400) + ']'.repeat(400),
    'lists beyond the depth': '['.repeat(size / 2) + ']'.repeat(size / 2),
    'many deep lists': `[${Array.from({ length: size / 700 }, () => '['.repeat(350) + ']'.repeat(350)).join(',')}]`,
    'sets in sets': 'set['.repeat(390) + ']'.repeat(390),
    'a set': `set[${Array.from({ length: size / 8 }, (_, at) => `"${(at * 7919) % 99_991}"`).join(',')}]`,
    'sets of sets': `set[${Array.from({ length: size / 24 }, (_, at) => `frozenset[${at},set[1,2]]`).join(',')}]`,
    'a dict': `{${Array.from({ length: size / 12 }, (_, at) => `"k${at}":${at}`).join(',')}}`,
    'dicts in dicts': '{"a":'.repeat(390) + '1' + '}'.repeat(390),
    'a dict of dicts as keys': `{${Array.from({ length: size / 24 }, (_, at) => `(${at},"a"):{"b":1}`).join(',')}}`,
    bytes: `b"${'0f'.repeat(size / 2)}"`,
    'an open text': `"${'\\"'.repeat(size / 2)}`,
    'backslashes without end': `"${'\\'.repeat(size)}`,
    objects: `[${'@"P"{"x":1},'.repeat(size / 12)}1]`,
    'long numbers': `[${Array.from({ length: size / 300 }, () => `0.${'1'.repeat(290)}`).join(',')}]`,
    'a long fraction': `0.${'1'.repeat(size)}`,
    'a long exponent': `1e${'1'.repeat(size)}`,
  };
  const told = Object.entries(texts).map(([name, canonical]) => {
    const frame = frameOf(canonical);
    return { name, canonical, ...(frame === undefined ? {} : { frame }) };
  });
  const forged: readonly HostileValue[] = [
    { name: 'a long of as many digits', frame: framed(longOf(size)) },
    {
      name: 'tuples in tuples',
      frame: framed(Buffer.from('(\x01\0\0\0'.repeat(size / 5), 'latin1')),
    },
    {
      name: 'a list of billions',
      frame: framed(Buffer.from(`[\xff\xff\xff\x7f${'N'.repeat(size)}`, 'latin1')),
    },
  ];
  return [...told, ...forged];
}

function longOf(size: number): Buffer {
  const data = Buffer.alloc(size, 0x7f);
  data.write('l', 0, 'latin1');
  data.writeInt32LE(Math.floor((size - 5) / 2), 1);
  return data;
}

function frameOf(canonical: string): Buffer | undefined {
  let data: Buffer;
  try {
    data = encodeValue(readCanonical(canonical, maxIntDigits));
  } catch {
    // What cannot be read is no value; what marshal has no form for cannot be sent.
    return undefined;
  }
  return framed(data);
}

function framed(data: Buffer): Buffer {
  const head = Buffer.alloc(18);
  head.write('V', 0, 'latin1');
  head.writeUInt8(0, 13);
  head.writeUInt32BE(data.length, 14);
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}
