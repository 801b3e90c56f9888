import type { Knowledge } from './scripted-model.ts';

/** What the scripted model knows of `examples/typescript/versions.ts`. */
export const versionsBook: Readonly<Record<string, Knowledge>> = {
  bestVersion: {
    divided: `function bestVersion(versions: string[], range: string): string | null {
  let best: Version | null = null;
  const conditions = range.trim() === '' ? [] : range.trim().split(/\\s+/);
  for (const text of versions) {
    const version = parseVersion(text);
    if (!version || !conditions.every((condition) => meets(version, condition))) continue;
    if (!best || compare(version, best) > 0) best = version;
  }
  return best && \`\${best.major}.\${best.minor}.\${best.patch}\`;
}

/** The version that a text \`MAJOR.MINOR.PATCH\` names, or null. */
function parseVersion(text: string): Version | null {
  throw new Error('not implemented');
}

/** Negative where \`a\` is older than \`b\`, positive where it is newer, else 0. */
function compare(a: Version, b: Version): number {
  throw new Error('not implemented');
}

/** Whether a version meets one condition: \`>=\`, \`<\`, \`=\`, \`^\`, \`~\` or none before a version. */
function meets(version: Version, condition: string): boolean {
  throw new Error('not implemented');
}
`,
    samples: [
      `function bestVersion(versions: string[], range: string): string | null {
  const conditions = range.split(' ').filter((condition) => condition !== '');
  const allowed = versions
    .map(parseVersion)
    .filter((version) => version !== null)
    .filter((version) => conditions.every((condition) => meets(version, condition)))
    .sort(compare);
  const best = allowed.at(-1);
  return best ? [best.major, best.minor, best.patch].join('.') : null;
}
`,
      // Takes the first that is allowed for the newest.
      `function bestVersion(versions: string[], range: string): string | null {
  const conditions = range.split(' ').filter((condition) => condition !== '');
  for (const text of versions) {
    const version = parseVersion(text);
    if (version && conditions.every((condition) => meets(version, condition))) return text;
  }
  return null;
}
`,
    ],
    tests: `assert.deepStrictEqual(bestVersion([], '>=1.0.0'), null);
assert.deepStrictEqual(bestVersion(['1.0.0', '1.2.0', '1.1.0'], '<1.2.0'), '1.1.0');
assert.deepStrictEqual(bestVersion(['1.4.2', '1.4.3'], '=1.4.2'), '1.4.2');
assert.deepStrictEqual(bestVersion(['1.2.3', '1.2.9', '1.3.0'], '~1.2.3'), '1.2.9');
`,
    probes: `bestVersion(['1.0.0'], '1.0.0')
bestVersion(['0.9.0', '0.10.0'], '>=0.1.0')
bestVersion(['2.0.0', '1.0.0'], '<2.0.0')
bestVersion(['0.2.3', '0.2.9'], '^0.2.3')
`,
  },
  parseVersion: {
    samples: [
      `function parseVersion(text: string): Version | null {
  const match = /^(\\d+)\\.(\\d+)\\.(\\d+)$/.exec(text);
  if (!match) return null;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}
`,
    ],
    tests: `assert.deepStrictEqual(parseVersion('1.2.3'), { major: 1, minor: 2, patch: 3 });
assert.deepStrictEqual(parseVersion('latest'), null);
`,
    probes: `parseVersion('1.2.3')
parseVersion('x')
parseVersion('1.2')
`,
  },
  compare: {
    samples: [
      `function compare(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}
`,
    ],
    tests: `assert.deepStrictEqual(compare({ major: 1, minor: 0, patch: 0 }, { major: 1, minor: 0, patch: 0 }), 0);
`,
    probes: `compare({ major: 1, minor: 2, patch: 3 }, { major: 1, minor: 2, patch: 3 })
compare({ major: 2, minor: 0, patch: 0 }, { major: 1, minor: 9, patch: 9 })
`,
  },
  meets: {
    samples: [
      `function meets(version: Version, condition: string): boolean {
  const match = /^(>=|<|=|\\^|~)?(\\d+)\\.(\\d+)\\.(\\d+)$/.exec(condition);
  if (!match) throw new RangeError(\`unreadable condition: \${condition}\`);
  const wanted = { major: Number(match[2]), minor: Number(match[3]), patch: Number(match[4]) };
  const order =
    version.major - wanted.major || version.minor - wanted.minor || version.patch - wanted.patch;
  switch (match[1]) {
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '^':
      if (order < 0 || version.major !== wanted.major) return false;
      if (wanted.major > 0) return true;
      if (version.minor !== wanted.minor) return false;
      return wanted.minor > 0 || version.patch === wanted.patch;
    case '~':
      return order >= 0 && version.major === wanted.major && version.minor === wanted.minor;
    default:
      return order === 0;
  }
}
`,
    ],
    tests: `assert.deepStrictEqual(meets({ major: 1, minor: 2, patch: 3 }, '1.2.3'), true);
assert.deepStrictEqual(meets({ major: 1, minor: 2, patch: 3 }, '<1.2.3'), false);
`,
    probes: `meets({ major: 1, minor: 2, patch: 3 }, '>=1.0.0')
meets({ major: 1, minor: 2, patch: 3 }, '^2.0.0')
meets({ major: 0, minor: 2, patch: 3 }, '~0.2.1')
`,
  },
};
