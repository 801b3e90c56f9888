import { splitOperand } from './operand.ts';
import { writeFile } from 'node:fs/promises';
import { diagnose, type Diagnosis } from '../../core/plan/diagnose.ts';
import { components, solveOrder } from '../../core/plan/graph.ts';
import { planAsFarAsRead } from '../../core/plan/plan-of.ts';
import { isPlanPath, readPlanFile, type PlanFile } from '../plan-file.ts';
import { readSource } from '../source-file.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import type { Follow } from './follow-run.ts';
import { styled, type Terminal } from './terminal.ts';

/** `coppice plan FILE`: checks a plan, or makes the plan that existing code follows. */
export async function planCommand(follow: Follow, operand: string | undefined): Promise<ExitCode> {
  const { terminal, flags } = follow;
  if (operand === undefined) {
    terminal.err('Name a plan or a source file: coppice plan FILE[:FUNCTION]\n');
    return exitCodes.usage;
  }
  const { path, name } = splitOperand(operand);
  if (!isPlanPath(path)) return planOfCode(follow, path, name);
  const file = await readPlanFile(path);
  if (!file.ok) {
    terminal.err(`${file.error.message}\n`);
    return exitCodes.usage;
  }
  const diagnosis = diagnose(file.value.text);
  if (flags.json) terminal.out(`${JSON.stringify(asJson(diagnosis))}\n`);
  else show(terminal, path, diagnosis);
  const isFaulty = diagnosis.diagnostics.some(({ severity }) => severity === 'error');
  return isFaulty ? exitCodes.usage : exitCodes.proven;
}

async function planOfCode(
  { coppice, terminal, flags }: Follow,
  path: string,
  name: string | undefined,
): Promise<ExitCode> {
  const file = await readSource(path);
  if (!file.ok) {
    terminal.err(`${file.error.message}\n`);
    return exitCodes.usage;
  }
  const plan = await coppice.planFromCode(file.value.snapshot, name);
  if (!plan.ok) {
    terminal.err(`${plan.error.message}\n`);
    return exitCodes.usage;
  }
  if (flags.out === undefined) terminal.out(plan.value);
  else if (!(await writeNew(terminal, flags.out, plan.value, flags.apply === true))) {
    return exitCodes.usage;
  }
  return exitCodes.proven;
}

/** Writes a file, but replaces one only where that was asked for. Says what it did. */
export async function writeNew(
  terminal: Terminal,
  path: string,
  text: string,
  replace: boolean,
): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: replace ? 'w' : 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = error instanceof Error ? error.message : String(error);
    terminal.err(
      exists
        ? `${path} is there already. Add --apply to replace it.\n`
        : `${path} cannot be written: ${why}\n`,
    );
    return false;
  }
  terminal.err(`Wrote ${path}.\n`);
  return true;
}

/** One line per fault, as compilers write them. */
export function faultLines({ path, text }: Pick<PlanFile, 'path' | 'text'>): readonly string[] {
  return diagnose(text).diagnostics.map((each) => {
    const { line, column } = placeOf(text, each.range.start);
    return `${path}:${line}:${column}: ${each.severity}: ${each.message} [${each.code}]`;
  });
}

function show(terminal: Terminal, path: string, diagnosis: Diagnosis): void {
  const { text } = diagnosis.document;
  for (const line of faultLines({ path, text })) terminal.out(`${line}\n`);
  const { plan } = planAsFarAsRead(diagnosis);
  const list = components(plan);
  terminal.out(`${count(plan.functions.size, 'function')}, solved in this order:\n`);
  for (const [at, index] of solveOrder(list).entries()) {
    const members = list[index]?.members ?? [];
    const tests = members.reduce(
      (sum, name) => sum + (plan.functions.get(name)?.contract.examples.length ?? 0),
      0,
    );
    const note = styled(terminal, 'dim', ` · ${count(tests, 'constraint')}`);
    terminal.out(`${String(at + 1).padStart(4)}. ${members.join(', ')}`, note, '\n');
  }
}

function asJson(diagnosis: Diagnosis): unknown {
  const { plan, language, header } = planAsFarAsRead(diagnosis);
  const list = components(plan);
  return {
    language,
    header,
    root: plan.root,
    functions: [...plan.functions].map(([name, { contract, calls }]) => ({
      name,
      calls,
      constraints: contract.examples.length,
      description: contract.description,
    })),
    components: solveOrder(list).map((index) => list[index]?.members),
    diagnostics: diagnosis.diagnostics.map(({ code, severity, range, message }) => ({
      code,
      severity,
      ...placeOf(diagnosis.document.text, range.start),
      message,
    })),
  };
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
