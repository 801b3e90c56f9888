/**
 * The floors of `src/core`, from the ground up: a folder imports from the floors below its own, and
 * nothing imports in a circle. ARCHITECTURE.md says what stands on each floor.
 */
const floors = [
  ['values'],
  ['languages', 'privacy', 'selectors', 'view'],
  ['capture', 'engine', 'inputs', 'mutation', 'program', 'report'],
  ['operators', 'patch', 'plan'],
  ['strategies', 'test-files'],
  ['estimate', 'history', 'repair', 'test-run'],
];

/** The files in `src/core` itself are the words that everything else is said in: ground floor. */
const groundFiles = '^src/core/[^/]+[.]ts$';
const inside = (folders) => `^src/core/(?:${folders.join('|')})/`;

const floorRules = floors.flatMap((folders, floor) => {
  const above = floors.slice(floor + 1).flat();
  return folders.map((folder) => ({
    name: `floor-${floor}-${folder}`,
    comment: `${folder} stands on floor ${floor}: it may import only from floors below.`,
    severity: 'error',
    from: { path: inside([folder]) },
    to: { path: inside([...folders.filter((other) => other !== folder), ...above]) },
  }));
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Modules that import each other in a circle cannot be read one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'floor-0-words',
      comment: 'The words of core import nothing but each other and values.',
      severity: 'error',
      from: { path: groundFiles },
      to: { path: inside(floors.slice(1).flat()) },
    },
    {
      name: 'floor-of-every-folder',
      comment: 'A new folder of core is given a floor in this file.',
      severity: 'error',
      from: { path: '^src/core/[^/]+/', pathNot: inside(floors.flat()) },
      to: {},
    },
    ...floorRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs'] },
  },
};
