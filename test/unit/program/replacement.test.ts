import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { patchFor } from '../../../src/core/patch/patch.ts';
import { readImplementations } from '../../../src/core/operators/implement.ts';
import { replacementFor } from '../../../src/core/program/replacement.ts';
import { implementInput, targetJob } from '../../../src/core/strategies/job.ts';
import { defaultSettings } from '../../../src/core/settings.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('an answer in the file', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  /** The file after Accept, where the answer is `code` in a fence. */
  async function written(
    languageId: LanguageId,
    text: string,
    name: string,
    code: string,
  ): Promise<string> {
    const snapshot = { uri: 'file:///a', languageId, version: 1, text };
    const captured = await captureNamed(snapshot, name, parser);
    assert.ok(captured.ok);
    const task = captured.value;
    const input = implementInput({ task, settings: defaultSettings }, targetJob(task), 1);
    const reply = {
      samples: [{ text: `\`\`\`\n${code}\n\`\`\``, finish: 'stop' as const }],
      usage: { promptTokens: 0, completionTokens: 0, estimated: false },
      model: 'm',
      notices: [],
    };
    const [found] = await readImplementations(reply, input, parser);
    assert.ok(found);
    const origin = {
      operator: 'sample',
      action: '',
      sample: 0,
      model: '',
      temperature: 0,
      promptHash: '',
      tokens: 0,
    };
    const candidate = { id: 'c', contract: name, origin, ...found };
    const solved = { contract: task.contract, candidate, evidence: [], accepted: true };
    const replacement = await replacementFor(task, [solved], parser);
    assert.ok(replacement);
    const patch = await patchFor(task, replacement, snapshot, parser);
    assert.ok(patch.ok);
    return patch.value.after;
  }

  it('keeps its levels where a header is continued by eight', async () => {
    const header = 'def pick(\n        left,\n        right):\n';
    const code = `${header}    if left:\n        return left\n    return right`;
    assert.equal(await written('python', `${header}    ...\n`, 'pick', code), `${code}\n`);
  });

  it('takes the level of the file from its blocks, not from a docstring or a continuation', async () => {
    const above = '"""Module.\n\n  two spaces\n"""\n\n\nSIZES = dict(\n        a=1)\n\n\n';
    const file = `${above}def first(xs):\n    return xs[0]\n\n\ndef last(xs):\n    ...\n`;
    const code = 'def last(xs):\n  if not xs:\n    return None\n  return xs[-1]';
    const result = await written('python', file, 'last', code);
    assert.ok(
      result.endsWith('def last(xs):\n    if not xs:\n        return None\n    return xs[-1]\n'),
      result,
    );
  });

  it('leaves texts over several lines alone, whatever stands before them on their line', async () => {
    const file = 'def one():\n  return 1\n\n\ndef usage(wrap):\n  ...\n';
    const code = 'def usage(wrap):\n    return wrap(\n        """\nUsage:\n    x\n""",\n    )';
    const result = await written('python', file, 'usage', code);
    assert.ok(result.includes('"""\nUsage:\n    x\n"""'), result);
    assert.ok(result.includes('def usage(wrap):\n  return wrap('), result);
  });

  it('lays TypeScript out by its blocks where parameters are continued by eight', async () => {
    const file =
      'function one() {\n    return 1;\n}\n\nexport function big(\n        a: number,\n        b: number): number {\n}\n';
    const code =
      'export function big(\n        a: number,\n        b: number): number {\n    if (a > b) {\n        return a;\n    }\n    return b;\n}';
    const stub =
      code.slice(0, code.indexOf('{\n') + 2) + '    throw new Error("not implemented");\n}';
    const start = file.slice(0, file.indexOf('export'));
    assert.equal(
      await written('typescript', `${start}${stub}\n`, 'big', code),
      `${start}${code}\n`,
    );
  });
});
