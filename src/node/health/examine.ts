import type { Failure, Result } from '../../core/result.ts';
import type { RunModel } from '../coppice.ts';
import { ServerModel, type ModelPorts } from '../models/server-model.ts';
import type { SandboxReport } from '../runner/sandbox-report.ts';
import type { Finding } from './finding.ts';
import { interpreterFindings, runsFolderFinding, sandboxFinding } from './machine-findings.ts';
import {
  askLittle,
  keyFinding,
  learntFinding,
  modelFinding,
  noModelFinding,
  tinyAnswerMs,
} from './model-findings.ts';

export interface Examined {
  /** The model to ask, or why there is none. */
  readonly model: Result<RunModel, Failure>;
  readonly modelPorts: ModelPorts;
  readonly sandbox: () => Promise<SandboxReport>;
  readonly runsDirectory: string;
}

/** Finds out how everything stands that a run needs. */
export async function examine(
  { model, modelPorts, sandbox, runsDirectory }: Examined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const [ofModel, report, runsFolder] = await Promise.all([
    model.ok
      ? examineModel(model.value, modelPorts, signal)
      : [noModelFinding(model.error.message)],
    sandbox(),
    runsFolderFinding(runsDirectory),
  ]);
  return [...ofModel, sandboxFinding(report), ...interpreterFindings(report), runsFolder];
}

async function examineModel(
  given: RunModel,
  ports: ModelPorts,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if ('model' in given) {
    const { model } = given;
    return [modelFinding(model.id, undefined, await askLittle(model, signal))];
  }
  const { endpoint } = given;
  // Tried once and given up soon: whoever diagnoses waits for it.
  const limits = { attempts: 1, firstTokenMs: tinyAnswerMs, concurrency: 1 };
  const model = new ServerModel(endpoint, ports, limits);
  const asked = await askLittle(model, signal);
  return [
    modelFinding(endpoint.model, endpoint.baseUrl, asked),
    ...learntFinding(await model.traits()),
    keyFinding(endpoint),
  ];
}
