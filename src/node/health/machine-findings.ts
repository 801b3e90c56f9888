import { traitsOf } from '../../core/languages/traits.ts';
import { languageIds } from '../../core/text.ts';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxReport } from '../runner/sandbox-report.ts';
import type { Finding } from './finding.ts';

/** Whether candidates can be run here, and how well they are kept in. */
export function sandboxFinding({
  tier,
  problem,
  missing,
  allowUnsandboxed,
}: SandboxReport): Finding {
  if (tier === undefined) {
    const why = problem ?? 'This machine offers none.';
    return {
      about: 'Sandbox',
      state: 'bad',
      said: ['None works here, so nothing is run.', why],
      fixes: ['show-sandbox', 'allow-unsandboxed'],
    };
  }
  const stronger = missing.map(
    ({ name, why, remedy }) =>
      `Not used: ${name}, ${why}.${remedy === undefined ? '' : ` ${remedy}`}`,
  );
  if (tier.name === 'none') {
    const open =
      'None works here, and you allowed running without: model-written code runs with your rights.';
    return {
      about: 'Sandbox',
      state: 'doubtful',
      said: [open, ...stronger],
      fixes: ['show-sandbox'],
    };
  }
  const allowed = allowUnsandboxed
    ? ['You allowed running without one where none works; here one does.']
    : [];
  const used = `${tier.name} (${tier.summary}).`;
  return {
    about: 'Sandbox',
    state: 'good',
    said: [used, ...stronger, ...allowed],
    fixes: ['show-sandbox'],
  };
}

/** One finding for each language that candidates are run in. */
export function interpreterFindings({ interpreters }: SandboxReport): readonly Finding[] {
  return interpreters.map(({ language, description, usable }) => ({
    about: titleOf(language),
    state: usable ? 'good' : 'bad',
    said: [description],
    fixes: usable ? [] : ['set-interpreter'],
  }));
}

/** Interpreters are named after the languages that they run. */
function titleOf(name: string): string {
  const language = languageIds.find((id) => id === name);
  return language === undefined ? name : traitsOf(language).familyTitle;
}

/** Whether journals can be kept: it writes a file into their folder and takes it away again. */
export async function runsFolderFinding(folder: string): Promise<Finding> {
  const trial = join(folder, `.writable-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(trial, '', { flag: 'w' });
    await rm(trial);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      about: 'Runs folder',
      state: 'bad',
      said: [`${folder} cannot be written, so no run can be kept: ${why}`],
      fixes: ['mend-runs-folder'],
    };
  }
  return { about: 'Runs folder', state: 'good', said: [`${folder} can be written.`], fixes: [] };
}
