import { languageOfPath } from '../../core/languages/traits.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { RunSettings } from '../../core/settings.ts';
import { readPlanFile } from '../plan-file.ts';
import { exitCodes, levelOf, type ExitCode } from '../../core/verdict.ts';
import { hooksFor, type Follow } from './follow-run.ts';
import { openModel } from './open-model.ts';
import { faultLines, writeNew } from './plan-command.ts';
import { settingsFromFlags } from './run-settings.ts';
import { styled } from './terminal.ts';

/** `coppice grow PLAN.parsel[:FUNCTION] --out FILE`: a plan becomes a module. */
export async function growPlanCommand(
  follow: Follow,
  { path, name }: { readonly path: string; readonly name?: string },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const { terminal, flags, coppice } = follow;
  const complain = (message: string, code: ExitCode = exitCodes.usage): ExitCode => {
    terminal.err(`${message}\n`);
    return code;
  };
  const settings = settingsFromFlags(flags);
  if (!settings.ok) return complain(settings.error);
  const file = await readPlanFile(path);
  if (!file.ok) return complain(file.error.message);
  const language = flags.out === undefined ? undefined : languageOfPath(flags.out);
  const options = {
    uri: file.value.uri,
    ...(name === undefined ? {} : { only: name }),
    ...(flags.task === undefined ? {} : { instruction: flags.task }),
  };
  const task = await coppice.planTask(file.value.text, options, language);
  if (!task.ok) {
    return complain(
      [...faultLines({ path, text: file.value.text }), task.error.message].join('\n'),
    );
  }
  if (language !== undefined && task.value.language !== language) {
    return complain(
      `${path} is a plan for ${task.value.language}, but ${flags.out ?? ''} is a file of ${language}. Change one of the two.`,
    );
  }
  const opened = await openModel(flags, environment, coppice.modelPorts());
  if (!opened.ok) {
    const isUsage = opened.error.kind === 'usage';
    return complain(opened.error.message, isUsage ? exitCodes.usage : exitCodes.unavailable);
  }
  try {
    const reuse = flags.fresh ? undefined : await latestRunOf(follow, file.value.uri);
    const outcome = await coppice.grow(
      task.value,
      planSettings(settings.value, follow),
      { model: opened.value.model, prices: {} },
      hooksFor(follow),
      reuse === undefined ? {} : { reuse },
    );
    if (!outcome.ok) return complain(outcome.error.message);
    return await finishPlan(follow, outcome.value, reuse);
  } finally {
    await opened.value.close();
  }
}

/** Parsel's search, unless another strategy is named; `--samples` is what it starts with. */
function planSettings(settings: RunSettings, { flags }: Follow): RunSettings {
  const { samples } = settings;
  return {
    ...settings,
    strategy: flags.strategy ?? 'parsel',
    ...(flags.samples === undefined ? {} : { parsel: { ...settings.parsel, samples } }),
  };
}

/** The newest run of the same document, whose answers to unchanged questions still hold. */
async function latestRunOf({ coppice }: Follow, uri: string): Promise<string | undefined> {
  const runs = await coppice.list();
  const same = runs.filter((run) => 'uri' in run && run.uri === uri);
  return same
    .map(({ id }) => id)
    .sort()
    .at(-1);
}

async function finishPlan(
  follow: Follow,
  result: RunResult,
  reuse: string | undefined,
): Promise<ExitCode> {
  const { terminal, flags, coppice } = follow;
  const again = `coppice resume ${result.id}`;
  if (result.state === 'cancelled') {
    terminal.err(`Stopped. Go on with: ${again}\n`);
    return exitCodes.cancelled;
  }
  if (result.state === 'failed') {
    terminal.err(`${result.message ?? 'The run failed.'}\nGo on afterwards with: ${again}\n`);
    return exitCodes.unavailable;
  }
  const accepted = result.solution?.accepted === true;
  const level = levelOf(result.solution);
  const code = result.solution && (await coppice.moduleOf(result.task, result.solution));
  if (flags.json) {
    const { id, state } = result;
    terminal.out(`${JSON.stringify({ type: 'result', run: id, state, accepted, level, code })}\n`);
  } else {
    const colour = accepted ? 'green' : 'yellow';
    terminal.err('\n', styled(terminal, colour, verdictText(result)));
    terminal.err(styled(terminal, 'dim', ` · ${result.view.tokens} tokens · run ${result.id}\n`));
    const reused = result.resumed?.reused ?? 0;
    if (reused > 0 && reuse !== undefined) {
      terminal.err(`Took over ${reused} answers of run ${reuse}; --fresh asks again.\n`);
    }
    if (result.message) terminal.err(`${result.message}\n`);
  }
  const isWanted = accepted || flags['apply-unproven'] === true;
  if (level === 'failed' || code === undefined || !isWanted) {
    terminal.err('No combination passed every constraint. Nothing was written.\n');
    return code === undefined ? exitCodes.failed : exitCodes[level];
  }
  if (flags.out === undefined) {
    if (!flags.json) terminal.out(code);
    return exitCodes[level];
  }
  const replace = flags.apply === true || flags['apply-unproven'] === true;
  const written = await writeNew(terminal, flags.out, code, replace);
  return written ? exitCodes[level] : exitCodes.usage;
}
