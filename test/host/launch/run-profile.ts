/** One launch: a fresh workspace, VS Code, the tests of one profile, and everything gone afterwards. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bridge, Control, HostEvent, RunPlan } from '../protocol.ts';
import { startBridge } from './bridge-server.ts';
import { DialogGuard } from './dialog-guard.ts';
import { LaunchError } from './editor.ts';
import type { Editor, EditorKind } from './editor.ts';
import { PageDriver } from './page-driver.ts';
import { prepareExtension } from './extension-under-test.ts';
import { commonSettings, compiledFile } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { hostEnvironment } from './environment.ts';
import type { Tally } from './tally.ts';
import { Watchdog } from './watchdog.ts';

/** From the start of a launch to the first test. */
const startLimitMs = 90_000;
/** Between two signs of life of the tests: above the limit of one test. */
const silenceLimitMs = 150_000;
const testLimitMs = 120_000;

export interface ProfileRun {
  profile: Profile;
  /** Source files to run, relative to the repository. */
  files: readonly string[];
  grep: string | null;
  repository: string;
  kind: EditorKind;
  tally: Tally;
  /** Receives what VS Code prints. */
  onOutput: (text: string) => void;
  signal: AbortSignal;
}

export async function runProfile(run: ProfileRun): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), `coppice-host-${run.profile.name}-`));
  const pictures = join(run.repository, 'out', 'screenshots', run.profile.name);
  const watchdog = new Watchdog(startLimitMs);
  const page = Promise.withResolvers<{ driver: PageDriver; dialogs: DialogGuard }>();
  // Its failure is reported by the launch below; a call that waits for it fails with it.
  page.promise.catch(() => undefined);
  const finished = Promise.withResolvers<undefined>();
  // Whoever waits for it below sees its failure, however early it comes.
  finished.promise.catch(() => undefined);
  let tests = 0;

  const control: Control = {
    plan: () => Promise.resolve(planOf(run)),
    takeRefusedDialogs: async () => (await page.promise).dialogs.takeRefused(),
    report: (event: HostEvent) => {
      run.tally.add(event);
      if (event.type === 'pass' || event.type === 'fail' || event.type === 'pending') {
        tests += 1;
      } else if (event.type === 'crash') {
        finished.reject(new LaunchError(event.message));
      } else if (event.type === 'end') {
        finished.resolve(undefined);
      }
      return Promise.resolve();
    },
  };
  const bridge = await startBridge(async (method, args) => {
    if (method !== 'plan') {
      watchdog.reset(silenceLimitMs);
    }
    const target = method in control ? control : (await page.promise).driver;
    const member: unknown = Reflect.get(target, method as keyof Bridge);
    if (typeof member !== 'function') {
      throw new Error('the launcher has no such call');
    }
    return Reflect.apply(member, target, args) as Promise<unknown>;
  });

  let editor: Editor | undefined;
  try {
    const workspace = join(scratch, 'workspace');
    await cp(join(run.repository, run.profile.workspace), workspace, { recursive: true });
    await run.profile.prepare?.(workspace, run.repository);
    editor = await run.kind.launch({
      profile: run.profile,
      extension: await prepareExtension(run.profile, run.repository, scratch),
      workspace,
      scratch,
      settings: { ...commonSettings, ...run.profile.settings },
      env: hostEnvironment(run.profile, bridge.address),
      onOutput: run.onOutput,
    });
    const dialogs = new DialogGuard(editor.page, { shown: run.profile.extension === 'packaged' });
    page.resolve({ driver: new PageDriver(editor.page, dialogs, pictures), dialogs });
    await Promise.race([
      finished.promise,
      dialogs.watch().then(() => finished.promise),
      watchdog.expired,
      rejectOnAbort(run.signal),
      // A desktop VS Code ends by itself after the last report: that report is on its way then.
      editor.ended.then((how) => {
        throw new LaunchError(`VS Code was gone before the tests had ended: ${how}`);
      }),
    ]);
    if (tests === 0 && run.grep === null) {
      throw new LaunchError('no test was run');
    }
    const refused = dialogs.takeRefused();
    if (refused.length > 0) {
      throw new LaunchError(`a dialog came up and was refused: ${refused.join(' | ')}`);
    }
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    page.reject(reason);
    if (editor === undefined) {
      throw reason;
    }
    throw await withScreen(reason, await page.promise);
  } finally {
    watchdog.dispose();
    await editor?.dispose();
    await bridge.dispose();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function planOf({ profile, files, grep, repository }: ProfileRun): RunPlan {
  return {
    profile: profile.name,
    files: files.map((file) => compiledFile(file, repository)),
    grep,
    timeoutMs: testLimitMs,
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new LaunchError('stopped'));
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Adds to a failed launch what was on the screen: dialogs, and a picture. */
async function withScreen(
  reason: Error,
  { driver, dialogs }: { driver: PageDriver; dialogs: DialogGuard },
): Promise<Error> {
  const notes = dialogs.takeRefused().map((text) => `a dialog was refused: ${text}`);
  try {
    notes.push(`picture: ${await driver.picture('failed-launch', null, null)}`);
  } catch (error) {
    notes.push(`no picture could be taken: ${String(error)}`);
  }
  reason.message = [reason.message, ...notes].join('\n');
  return reason;
}
