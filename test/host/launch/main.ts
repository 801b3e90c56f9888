/**
 * Runs the host suite: mocha tests inside the extension host of a real VS Code, which can also press and
 * read what is on the screen. `npm run test:host` bundles the tests and calls this.
 *
 *     npm run test:host                                              everything
 *     npm run test:host -- test/host/suite/main/smoke.test.ts        one file (or several)
 *     npm run test:host -- --profile restricted --grep "never runs"  by launch, by title
 *     COPPICE_HOST_LOG=1 npm run test:host                           with all that VS Code prints
 *
 * To add a test: write `test/host/suite/<profile>/<name>.test.ts` (mocha's describe/it). A profile is one
 * launch of VS Code with its folder, settings and trust; they are listed in `profiles.ts`. In a test,
 * `import * as vscode` is the real API; `workbench` from `test/host/bridge.ts` presses and reads
 * the page (its methods are described in `test/host/protocol.ts`); `until` from `test/host/until.ts`
 * waits for something to show; `screenshot(name, { theme })` saves a picture under `out/screenshots/<profile>/`.
 * The opened folder is a fresh copy: change it freely. A dialog that no test expects fails the test.
 */
import { parseArgs } from 'node:util';
import { relative, resolve } from 'node:path';
import { chooseEditor } from './choose-editor.ts';
import { LaunchError } from './editor.ts';
import { profiles, strayTestFiles, testFilesOf } from './profiles.ts';
import { runProfile } from './run-profile.ts';
import { Tally } from './tally.ts';

interface Choice {
  files: string[];
  profile: string | undefined;
  grep: string | null;
}

/** Runs what `argv` asks for and returns the exit code. */
export async function main(argv: readonly string[], repository: string): Promise<number> {
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const tally = new Tally(print);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  try {
    await runAll(readArguments(argv, repository), repository, {
      tally,
      print,
      signal: stop.signal,
    });
  } catch (error) {
    if (!(error instanceof LaunchError)) {
      throw error;
    }
    tally.addLaunchFailure('host', error.message);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal);
  }
  if (tally.pending > 0) {
    print(`host: ${tally.pending} pending, which counts as failed`);
  }
  const again = tally.retried === 0 ? '' : `, ${tally.retried} tried twice`;
  print(`host: ${tally.passed} passed, ${tally.failed + tally.pending} failed${again}`);
  return tally.failed + tally.pending === 0 && tally.passed > 0 ? 0 : 1;
}

function readArguments(argv: readonly string[], repository: string): Choice {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { profile: { type: 'string' }, grep: { type: 'string' } },
  });
  return {
    files: positionals.map((file) => relative(repository, resolve(file))),
    profile: values.profile,
    grep: values.grep ?? null,
  };
}

async function runAll(
  choice: Choice,
  repository: string,
  { tally, print, signal }: { tally: Tally; print: (text: string) => void; signal: AbortSignal },
): Promise<void> {
  const stray = strayTestFiles(repository);
  if (stray.length > 0) {
    throw new LaunchError(`no profile in test/host/launch/profiles.ts runs ${stray.join(', ')}`);
  }
  const launches = profiles
    .filter(({ name, onDemand }) =>
      choice.profile === undefined ? !onDemand : choice.profile === name,
    )
    .map((profile) => ({
      profile,
      files: testFilesOf(profile, repository).filter(
        (file) => choice.files.length === 0 || choice.files.includes(file),
      ),
    }))
    .filter(({ files }) => files.length > 0 || choice.files.length === 0);
  if (launches.length === 0) {
    throw new LaunchError('there is no such host test; give paths under test/host/suite/');
  }
  const kind = await chooseEditor();
  print(`host: ${kind.description}`);
  const onOutput = process.env['COPPICE_HOST_LOG']
    ? (text: string) => void process.stderr.write(text)
    : () => undefined;
  for (const { profile, files } of launches) {
    print(`host: ${profile.name}`);
    try {
      await runProfile({
        ...{ profile, files, grep: choice.grep, repository, kind, tally, onOutput, signal },
      });
    } catch (error) {
      if (!(error instanceof Error)) {
        throw error;
      }
      const text = error instanceof LaunchError ? error.message : (error.stack ?? error.message);
      tally.addLaunchFailure(profile.name, text);
    }
    if (signal.aborted) {
      return;
    }
  }
}
