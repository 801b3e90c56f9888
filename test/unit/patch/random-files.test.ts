import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { changeBy } from '../../../bench/identity/product.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { acceptedSet } from '../../../src/core/patch/accepted-set.ts';
import { applyEdits } from '../../../src/core/apply-edits.ts';
import type { LanguageId, Snapshot, TextEdit } from '../../../src/core/text.ts';
import { readSource, writeSource } from '../../../src/node/source-file.ts';
import { sourceParser } from '../../support/parser.ts';
import { fileWith, printed, units, type RandomFile } from '../../support/random-files/lines.ts';
import { pythonFile } from '../../support/random-files/random-python.ts';
import { typescriptFile } from '../../support/random-files/random-typescript.ts';

const runs = Number(process.env['COPPICE_PROPERTY_RUNS'] ?? 60);

/** A random file, and how file and answer are written down. */
interface Written {
  readonly made: RandomFile;
  readonly unit: string;
  readonly answerUnit: string;
  readonly eol: '\n' | '\r\n';
  readonly prose: boolean;
}

interface Grammar {
  readonly languageId: LanguageId;
  readonly file: fc.Arbitrary<RandomFile>;
  readonly path: string;
}

const grammars: readonly Grammar[] = [
  {
    languageId: 'python',
    file: pythonFile,
    path: 'file.py',
  },
  {
    languageId: 'typescript',
    file: typescriptFile,
    path: 'file.ts',
  },
];

describe('a random file after Accept', () => {
  const parser = sourceParser();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-random-files-'));
  });
  after(async () => {
    await parser.dispose();
    await rm(folder, { recursive: true });
  });

  for (const { languageId, file, path } of grammars) {
    const written: fc.Arbitrary<Written> = fc.record({
      made: file,
      unit: units,
      answerUnit: units,
      eol: fc.constantFrom('\n', '\r\n'),
      prose: fc.boolean(),
    });

    const textOf = ({ made, unit, eol }: Written, body: RandomFile['old']) =>
      printed(fileWith(made, body), unit).replaceAll('\n', eol);

    const assertAround = ({ made, unit, eol }: Written, now: string) => {
      const [above, below] = [made.above, made.below].map((lines) =>
        printed(lines, unit).replaceAll('\n', eol),
      );
      assert.equal(now.slice(0, above?.length), above);
      assert.equal(now.slice(-(below?.length ?? 0)), below);
      const ends = now.match(/\r?\n/g) ?? [];
      assert.deepEqual([...new Set(ends)], [eol]);
    };

    /** The function alone, as a model writes it down. */
    const answerOf = ({ made, answerUnit, prose }: Written) => {
      const code = printed([...made.head, ...made.fresh, ...made.end], answerUnit);
      const fenced = `\`\`\`${languageId}\n${code}\n\`\`\`\n`;
      return prose ? `Here it is; it isn't long:\n\n${fenced}\nThat's all.` : fenced;
    };

    const changed = async (each: Written) => {
      const text = textOf(each, each.made.old);
      const snapshot: Snapshot = { uri: 'file:///x', languageId, version: 1, text };
      const captured = await captureNamed(snapshot, each.made.name, parser);
      assert.ok(captured.ok, text);
      const change = await changeBy(captured.value, answerOf(each), parser);
      assert.ok(change.ok, `${text}\n-----\n${answerOf(each)}`);
      return { text, ...change.value };
    };

    it(`has every byte around the function as it was (${languageId})`, async () => {
      await fc.assert(
        fc.asyncProperty(written, async (each) => {
          const { patch } = await changed(each);
          assertAround(each, patch.after);
        }),
        { numRuns: runs },
      );
    });

    it(`is the file again once the accepted hunks are undone (${languageId})`, async () => {
      await fc.assert(
        fc.asyncProperty(written, fc.infiniteStream(fc.boolean()), async (each, leave) => {
          const { text, patch, hunks } = await changed(each);
          const leftOut = new Set(hunks.map(({ key }) => key).filter(() => leave.next().value));
          const set = acceptedSet(patch, hunks, leftOut);
          const undo = set.hunks
            .filter(({ isLeftOut }) => !isLeftOut)
            .map(({ range, hunk }): TextEdit => {
              const { start, end } = hunk.edit.range;
              return { range, newText: text.slice(start, end) };
            });
          assert.equal(applyEdits(set.text, undo), text);
        }),
        { numRuns: runs },
      );
    });

    it(`keeps its byte order mark and its line ends on disk (${languageId})`, async () => {
      await fc.assert(
        fc.asyncProperty(written, async (each) => {
          const place = join(folder, path);
          await writeFile(place, `\uFEFF${textOf(each, each.made.old)}`);
          const source = await readSource(place);
          assert.ok(source.ok);
          const { patch } = await changed(each);
          const result = await writeSource(source.value, patch.after);
          assert.ok(result.ok);
          const now = await readFile(place, 'utf8');
          assert.equal(now.charAt(0), '\uFEFF');
          assertAround(each, now.slice(1));
        }),
        { numRuns: Math.ceil(runs / 4) },
      );
    });
  }
});
