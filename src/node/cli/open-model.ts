import { fail, ok, type Result } from '../../core/result.ts';
import type { Model } from '../../core/ports.ts';
import { systemClock } from '../clock.ts';
import { sha256 } from '../hash.ts';
import { apiNamed, apiNames } from '../models/api.ts';
import type { ModelEndpoint } from '../models/endpoint.ts';
import { ModelTeam } from '../models/model-team.ts';
import { rolesAt, type ModelRoles } from '../models/roles.ts';
import { ServerModel, type ModelPorts } from '../models/server-model.ts';
import { RecordedModel, RecordingModel } from '../models/recorded-model.ts';
import { readRecording, writeRecording } from '../models/recording.ts';
import type { Arguments } from './arguments.ts';

/** A model opened for one command. `close` keeps what was recorded. */
export interface OpenModel {
  readonly model: Model;
  close(): Promise<void>;
}

export interface ModelProblem {
  readonly kind: 'usage' | 'unavailable';
  readonly message: string;
}

const howTo =
  'Name a model: --base-url URL --model NAME (for example --base-url http://localhost:11434/v1 --model qwen2.5-coder), or set COPPICE_BASE_URL and COPPICE_MODEL. The key, where the server wants one, goes into COPPICE_API_KEY.';

/** The model that flags and environment name. */
export async function openModel(
  flags: Arguments['flags'],
  environment: Readonly<Record<string, string | undefined>>,
  ports: ModelPorts,
): Promise<Result<OpenModel, ModelProblem>> {
  if (flags.recording !== undefined) {
    const recording = await readRecording(flags.recording);
    if (!recording.ok) return fail({ kind: 'usage', message: recording.error.message });
    return ok({
      model: new RecordedModel(recording.value, sha256),
      close: () => Promise.resolve(),
    });
  }
  const endpoint = endpointOf(flags, environment);
  if (!endpoint.ok) return endpoint;
  const keepReasoning = flags['keep-reasoning'] === true;
  const roles = rolesOf(flags, environment, endpoint.value);
  if (!roles.ok) return roles;
  const { small, pool } = roles.value;
  const at = (each: ModelEndpoint) => new ServerModel(each, ports, { keepReasoning });
  const leader = at(endpoint.value);
  const model =
    small || pool
      ? new ModelTeam({
          leader,
          ...(small ? { small: at(small) } : {}),
          ...(pool
            ? { pool: pool.map((each) => (isSame(each, endpoint.value) ? leader : at(each))) }
            : {}),
        })
      : leader;
  const path = flags.record;
  if (path === undefined) return ok({ model, close: () => Promise.resolve() });
  const recorder = new RecordingModel(model, sha256);
  const origin =
    flags.origin ?? `${model.id}, ${new Date(systemClock.now()).toISOString().slice(0, 10)}`;
  return ok({
    model: recorder,
    close: () =>
      writeRecording(path, { header: { coppiceRecording: 1, origin }, answers: recorder.answers }),
  });
}

function isSame(a: ModelEndpoint, b: ModelEndpoint): boolean {
  return a.baseUrl === b.baseUrl && a.model === b.model;
}

/** Models for a part of the work. Keys of other servers stand in COPPICE_API_KEYS, as `ORIGIN=KEY ORIGIN=KEY`. */
function rolesOf(
  flags: Arguments['flags'],
  environment: Readonly<Record<string, string | undefined>>,
  base: ModelEndpoint,
): Result<ModelRoles, ModelProblem> {
  const keys = new Map(
    (environment['COPPICE_API_KEYS'] ?? '').split(/\s+/).flatMap((pair) => {
      const [, origin, key] = /^(https?:\/\/[^=]+)=(.+)$/.exec(pair) ?? [];
      return origin === undefined || key === undefined ? [] : [[origin, key] as const];
    }),
  );
  if (base.apiKey !== undefined) keys.set(new URL(base.baseUrl).origin, base.apiKey);
  const written = {
    ...(flags.small === undefined ? {} : { small: flags.small }),
    ...(flags.pool === undefined ? {} : { pool: flags.pool.split(',') }),
  };
  const roles = rolesAt(written, base, (url) => keys.get(new URL(url).origin));
  if (roles.ok) return roles;
  return fail({ kind: 'usage', message: `"${roles.error}" is not an http(s) address.` });
}

/** The server and model that flags and environment name. */
export function endpointOf(
  flags: Arguments['flags'],
  environment: Readonly<Record<string, string | undefined>>,
): Result<ModelEndpoint, ModelProblem> {
  const baseUrl = flags['base-url'] ?? environment['COPPICE_BASE_URL'];
  const model = flags.model ?? environment['COPPICE_MODEL'];
  if (!baseUrl || !model) return fail({ kind: 'unavailable', message: howTo });
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    return fail({ kind: 'usage', message: `"${baseUrl}" is not an http(s) address. ${howTo}` });
  }
  const named = flags.api ?? environment['COPPICE_API'] ?? 'auto';
  const api = apiNamed(named);
  if (api === undefined && named !== 'auto') {
    return fail({ kind: 'usage', message: `--api takes ${apiNames.join(', ')}, not "${named}".` });
  }
  const apiKey = environment['COPPICE_API_KEY'];
  return ok({ baseUrl, model, ...(apiKey ? { apiKey } : {}), ...(api ? { api } : {}) });
}
