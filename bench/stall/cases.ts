import { captureNamed } from '../../src/core/capture/capture.ts';
import type { Contract } from '../../src/core/contract.ts';
import { deceptionLines } from '../../src/core/deceptive-text.ts';
import { describeOutcome } from '../../src/core/languages/describe.ts';
import { languageOf } from '../../src/core/languages/languages.ts';
import { subjectOf } from '../../src/core/languages/subject.ts';
import { contractFromDescription } from '../../src/core/operators/contract-from-description.ts';
import { divide } from '../../src/core/operators/divide.ts';
import { writeReference } from '../../src/core/operators/reference.ts';
import { sample } from '../../src/core/operators/sample.ts';
import { specificationOf } from '../../src/core/operators/specification.ts';
import { writeProbes } from '../../src/core/operators/write-probes.ts';
import { writeTests } from '../../src/core/operators/write-tests.ts';
import { hunksBetween, unifiedDiff } from '../../src/core/patch/hunks.ts';
import { diagnose } from '../../src/core/plan/diagnose.ts';
import { looksLikePlan } from '../../src/core/plan/looks-like-plan.ts';
import { formatPlan } from '../../src/core/plan/print.ts';
import type { ModelReply } from '../../src/core/ports.ts';
import { withoutSecrets } from '../../src/core/privacy/secrets.ts';
import { visibleLines } from '../../src/core/report/visible.ts';
import { readReport } from '../../src/core/test-run/read-report.ts';
import type { LanguageId } from '../../src/core/text.ts';
import { printableText } from '../../src/core/unseen.ts';
import { equalityKey } from '../../src/core/values/equality.ts';
import { maxIntDigits, printCanonical, readCanonical } from '../../src/core/values/canonical.ts';
import { wordsOfBody } from '../../src/node/models/server-words.ts';
import { splitThoughts } from '../../src/node/models/inline-thoughts.ts';
import { prepareScript } from '../../src/node/runner/javascript/prepare.ts';
import { readRecord } from '../../src/node/runner/javascript/protocol.ts';
import { readChildFrame } from '../../src/node/runner/python/outcome-frame.ts';
import { reachOf } from '../../src/node/runner/python/reach.ts';
import {
  answersOfCode,
  answerTexts,
  codeTexts,
  planTexts,
  plainTexts,
  secretTexts,
} from './hostile-texts.ts';
import type { StallCase } from './stall-case.ts';
import { hostileValues } from './hostile-values.ts';

/** Characters of hostile texts: the most that an answer with room for reasoning can have, and of files. */
const answerSize = 550_000;
const fileSize = 500_000;
/** Bytes of a value that a candidate may return. */
const valueSize = 256 * 1024;

/** What frameworks of tests write. */
const reportTexts = [
  {
    name: 'failures',
    text: (size: number) =>
      `${'='.repeat(70)}\nFAIL: a (b)\n${'-'.repeat(70)}\nx\n`.repeat(size / 160),
  },
  { name: 'results', text: (size: number) => 'a (b) ... ok\n'.repeat(size / 13) },
  { name: 'open results', text: (size: number) => `a (b)${' ... '.repeat(size / 5)}` },
  {
    name: 'test cases',
    text: (size: number) =>
      `<testsuite>${'<testcase name="a" classname="b"><failure message="c">d</failure></testcase>'.repeat(size / 80)}</testsuite>`,
  },
  { name: 'open test cases', text: (size: number) => '<testcase name="a">'.repeat(size / 19) },
  { name: 'open suites', text: (size: number) => '<testsuite name="a">'.repeat(size / 20) },
  { name: 'open failures', text: (size: number) => '<failure message="'.repeat(size / 18) },
  {
    name: 'expectations',
    text: (size: number) =>
      `<testcase name="a"><failure>${'expected '.repeat(size / 9)}</failure></testcase>`,
  },
  {
    name: 'assertions',
    text: (size: number) =>
      `<testcase name="a"><failure>${'assert a == '.repeat(size / 12)}</failure></testcase>`,
  },
  {
    name: 'JSON of results',
    text: (size: number) =>
      JSON.stringify({
        testResults: [
          {
            assertionResults: Array.from({ length: size / 100 }, (_, at) => ({
              title: `${at}`,
              ancestorTitles: ['a'],
              status: 'failed',
              failureMessages: ['expected 1 to be 2'],
            })),
          },
        ],
      }),
  },
];

export const stallCases: readonly StallCase[] = [
  ...(['python', 'typescript'] as const).flatMap((language) => answerCases(language)),
  ...answerTexts.map(({ name, text }) => ({
    area: 'thoughts',
    name,
    run: () => splitThoughts(text(answerSize), { isUnmarked: true, isCut: true }),
  })),
  ...[...answerTexts, ...secretTexts].map(({ name, text }) => ({
    area: 'words of a server',
    name,
    run: () => wordsOfBody(text(64 * 1024)),
  })),
  ...(['python', 'typescript'] as const).flatMap((language) => fileCases(language)),
  ...[...planTexts, ...codeTexts].flatMap(({ name, text }) => [
    { area: 'plan', name, run: () => diagnose(text(fileSize / 5)) },
    { area: 'format plan', name, run: () => formatPlan(text(fileSize / 5)) },
    { area: 'find plans', name, run: () => looksLikePlan(text(fileSize)) },
  ]),
  ...[...secretTexts, ...codeTexts].map(({ name, text }) => ({
    area: 'masking',
    name,
    run: () => withoutSecrets(text(fileSize)),
  })),
  ...plainTexts.flatMap(({ name, text }) => [
    { area: 'printable', name, run: () => printableText(text(fileSize)) },
    { area: 'visible', name, run: () => visibleLines(text(fileSize), 4000) },
    { area: 'deception', name, run: () => deceptionLines(text(fileSize)) },
  ]),
  ...[...plainTexts, ...codeTexts].flatMap(({ name, text }) => [
    {
      area: 'strip types',
      name,
      run: () => prepareScript(text(answerSize / 4), 'typescriptreact'),
    },
    {
      area: 'strip imports',
      name,
      run: () => prepareScript(`export {};${text(answerSize / 4)}`, 'javascript'),
    },
    { area: 'reach', name, run: () => reachOf(text(answerSize)) },
  ]),
  ...hostileValues(valueSize).flatMap(({ name, canonical, frame }) => [
    ...(canonical === undefined ? [] : valueCases(name, canonical)),
    ...(frame === undefined
      ? []
      : [{ area: 'Python value', name, run: () => readChildFrame(frame, true, valueSize) }]),
  ]),
  ...diffCases(),
  ...(['pytest', 'unittest', 'jest', 'mocha'] as const).flatMap((framework) =>
    [...plainTexts, ...reportTexts].map(({ name, text }) => ({
      area: `report of ${framework}`,
      name,
      run: () =>
        readReport(framework, { report: text(fileSize), output: text(fileSize) }, 'test_a.py'),
    })),
  ),
];

function answerCases(language: LanguageId): StallCase[] {
  const contract: Contract = {
    name: 'total',
    parameters: [
      { name: 'text', kind: 'positional', type: language === 'python' ? 'str' : 'string' },
    ],
    returns: language === 'python' ? 'int' : 'number',
    description: 'Adds up the numbers in a text.',
    examples: [],
  };
  const context = {
    imports: [],
    declarations: [],
    enclosing: '',
    related: [],
    moduleNames: ['x1', 'f1', 's1'],
    tokens: 10,
  };
  const surroundings = { language, context };
  const subject = subjectOf(contract, language);
  const implement = {
    subject,
    surroundings,
    path: [],
    helpers: [],
    examples: [],
    samples: 1,
    temperature: 0.8,
    maxTokens: 500,
  };
  const specification = specificationOf(subject, surroundings, []);
  const blind = { specification, samples: 1, temperature: 0.8, maxTokens: 500, count: 5 };
  const texts = [...answerTexts, ...codeTexts, ...answersOfCode(language)];
  return texts.flatMap(({ name, text }): StallCase[] => {
    const reply = (): ModelReply => ({
      samples: [{ text: text(answerSize), finish: 'stop' }],
      usage: { promptTokens: 1, completionTokens: 1, estimated: false },
      model: 'hostile',
      notices: [],
    });
    const area = (operator: string) => `${language}: ${operator}`;
    return [
      { area: area('code'), name, run: (parser) => sample.parse(reply(), implement, { parser }) },
      {
        area: area('division'),
        name,
        run: (parser) =>
          divide.parse(reply(), { ...implement, planned: [contract], mayDivide: true }, { parser }),
      },
      { area: area('tests'), name, run: (parser) => writeTests.parse(reply(), blind, { parser }) },
      {
        area: area('inputs'),
        name,
        run: (parser) => writeProbes.parse(reply(), blind, { parser }),
      },
      {
        area: area('reference'),
        name,
        run: (parser) => writeReference.parse(reply(), blind, { parser }),
      },
      {
        area: area('stub'),
        name,
        run: (parser) =>
          contractFromDescription.parse(
            reply(),
            { surroundings, description: 'a', maxTokens: 100 },
            { parser },
          ),
      },
    ];
  });
}

function fileCases(language: LanguageId): StallCase[] {
  const { fence } = languageOf(language);
  const function_ = (doc: string) =>
    fence === 'python'
      ? `def f(x):\n    r'''Does.\n\n${indentedBy(doc)}\n    '''\n    raise NotImplementedError\n`
      : `/**\n * Does.\n${indentedBy(doc.replaceAll('*/', ''), ' * ')}\n */\nfunction f(x) {\n  throw new Error('not implemented');\n}\n`;
  const capture = (text: string) => (parser: Parameters<StallCase['run']>[0]) =>
    captureNamed({ uri: 'file:///a', languageId: language, version: 1, text }, 'f', parser);
  return [
    ...plainTexts.map(({ name, text }) => ({
      area: `${language}: description`,
      name,
      run: (parser: Parameters<StallCase['run']>[0]) =>
        capture(function_(text(fileSize / 5)))(parser),
    })),
    ...codeTexts.map(({ name, text }) => ({
      area: `${language}: file`,
      name,
      run: (parser: Parameters<StallCase['run']>[0]) =>
        capture(`${function_('')}\n${text(fileSize)}`)(parser),
    })),
  ];
}

function indentedBy(text: string, unit = '    '): string {
  return text
    .split('\n')
    .map((line) => unit + line)
    .join('\n');
}

function valueCases(name: string, canonical: string): StallCase[] {
  return [
    {
      area: 'JavaScript value',
      name,
      run: () =>
        readRecord(
          Buffer.from(JSON.stringify(['value', 0, 0, 1, '', canonical, null, false])),
          new Map(),
        ),
    },
    {
      area: 'canonical',
      name,
      run: () => {
        const value = readCanonical(canonical, maxIntDigits);
        printCanonical(value);
        equalityKey(value, languageOf('python').meaning);
        equalityKey(value, languageOf('typescript').meaning);
      },
    },
    {
      area: 'shown value',
      name,
      run: () => {
        for (const language of ['python', 'typescript'] as const) {
          for (let i = 0; i < 10; i++) {
            describeOutcome({ kind: 'value', value: canonical, ms: 1 }, language, 300);
          }
        }
      },
    },
  ];
}

function diffCases(): StallCase[] {
  const lines = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');
  const pairs: readonly (readonly [string, () => readonly [string, string]])[] = [
    ['all lines other', () => [lines(40_000, (at) => `a${at}`), lines(40_000, (at) => `b${at}`)]],
    [
      'every second line',
      () => [
        lines(40_000, (at) => `a${at}`),
        lines(40_000, (at) => (at % 2 ? `a${at}` : `b${at}`)),
      ],
    ],
    [
      'the other way round',
      () => [lines(20_000, (at) => `a${at}`), lines(20_000, (at) => `a${20_000 - at}`)],
    ],
    [
      'few words',
      () => [
        lines(20_000, (at) => `${(at * 7919) % 3}`),
        lines(20_000, (at) => `${(at * 104_729) % 5}`),
      ],
    ],
  ];
  return pairs.flatMap(([name, texts]) => [
    { area: 'hunks', name, run: () => hunksBetween(...texts()) },
    { area: 'unified diff', name, run: () => unifiedDiff('a', ...texts()) },
  ]);
}
