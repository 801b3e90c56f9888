import { splitOperand } from './operand.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { RunSettings } from '../../core/settings.ts';
import type { Task } from '../../core/task.ts';
import { isPlanPath } from '../plan-file.ts';
import { readOrBegin, readSource, type SourceFile } from '../source-file.ts';
import { exitCodes, type ExitCode } from '../../core/verdict.ts';
import { finish, hooksFor, type Follow } from './follow-run.ts';
import { growPlanCommand } from './grow-plan-command.ts';
import { openModel, type OpenModel } from './open-model.ts';
import { settingsFromFlags, withExamples } from './run-settings.ts';

interface Problem {
  readonly code: ExitCode;
  readonly message: string;
}

interface Asked {
  readonly task: Task;
  /** The stub of a function that is not in a file yet. */
  readonly stub?: string;
}

const usage = (message: string): Result<never, Problem> => fail({ code: exitCodes.usage, message });

/** `coppice grow FILE[:FUNCTION]`, or with `--task` a function that does not exist yet. */
export async function growCommand(
  follow: Follow,
  operand: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const { terminal, flags, coppice } = follow;
  const complain = ({ code, message }: Problem) => {
    terminal.err(`${message}\n`);
    return code;
  };
  if (operand === undefined) {
    return complain({
      code: exitCodes.usage,
      message: 'Name a file: coppice grow FILE[:FUNCTION]',
    });
  }
  const { path, name } = splitOperand(operand);
  if (isPlanPath(path)) {
    return growPlanCommand(follow, name === undefined ? { path } : { path, name }, environment);
  }
  const settings = settingsFromFlags(flags);
  if (!settings.ok) return complain({ code: exitCodes.usage, message: settings.error });
  // What is described may begin a file.
  const read = flags.task === undefined ? readSource : readOrBegin;
  const file = await read(path);
  if (!file.ok) return complain({ code: exitCodes.usage, message: file.error.message });
  const opened = await openModel(flags, environment, coppice.modelPorts());
  if (!opened.ok) {
    const { kind, message } = opened.error;
    return complain({ code: kind === 'usage' ? exitCodes.usage : exitCodes.unavailable, message });
  }
  const model = opened.value;
  try {
    const found = await taskFor(follow, file.value, name, model, settings.value);
    if (!found.ok) return complain(found.error);
    const { stub } = found.value;
    const task = await withExamples(found.value.task, flags.example ?? [], coppice);
    if (!task.ok) return complain({ code: exitCodes.usage, message: task.error });
    const given = { model: model.model, prices: {} };
    const outcome = await coppice.grow(task.value, settings.value, given, hooksFor(follow));
    // The file may have changed while the run went on.
    const now = await read(path);
    if (!now.ok) return complain({ code: exitCodes.usage, message: now.error.message });
    return await finish(follow, outcome, {
      file: now.value,
      ...(stub === undefined ? {} : { withStub: await coppice.withStub(now.value.snapshot, stub) }),
    });
  } finally {
    await model.close();
  }
}

async function taskFor(
  follow: Follow,
  file: SourceFile,
  name: string | undefined,
  model: OpenModel,
  settings: RunSettings,
): Promise<Result<Asked, Problem>> {
  const { coppice, flags } = follow;
  const { snapshot } = file;
  if (flags.task !== undefined) return newTask(follow, file, flags.task, model, settings);
  let wanted = name;
  if (wanted === undefined) {
    const functions = await coppice.findFunctions(snapshot);
    const stubs = functions
      .filter(({ isStub }) => isStub)
      .map(({ qualifiedName }) => qualifiedName);
    const [only] = stubs;
    if (only === undefined) {
      return usage(
        `${file.path} has no function without a body. Name the function: FILE:FUNCTION, or describe a new one with --task.`,
      );
    }
    if (stubs.length > 1) {
      return usage(`${file.path} has several stubs: ${stubs.join(', ')}. Name one: FILE:FUNCTION`);
    }
    wanted = only;
  }
  const captured = await coppice.captureNamed(snapshot, wanted);
  return captured.ok ? ok({ task: captured.value }) : usage(captured.error.message);
}

/** The model proposes a stub, which is grown as if it stood at the end of the file. */
async function newTask(
  { coppice, terminal, flags, signal }: Follow,
  { snapshot }: SourceFile,
  description: string,
  { model }: OpenModel,
  settings: RunSettings,
): Promise<Result<Asked, Problem>> {
  const proposed = await coppice.propose(
    snapshot,
    snapshot.text.length,
    description,
    { model, prices: {} },
    { settings, signal },
  );
  if (!proposed.ok) return fail({ code: exitCodes.unavailable, message: proposed.error.message });
  if (!flags.json) terminal.out(`${proposed.value.stub}\n\n`);
  const { stub, contract } = proposed.value;
  const extended = await coppice.withStub(snapshot, stub);
  const captured = await coppice.captureNamed(extended, contract.name, {
    instruction: description,
  });
  return captured.ok ? ok({ task: captured.value, stub }) : usage(captured.error.message);
}
