import { fail, ok, type Result } from '../../core/result.ts';
import { isRecord } from './json-value.ts';
import type { ModelEndpoint } from './endpoint.ts';

/** Models beside the one for everything, without their keys. */
export interface ModelRoles {
  /** For inputs, tests and labels. */
  readonly small?: ModelEndpoint;
  /** For candidates, two or more. */
  readonly pool?: readonly ModelEndpoint[];
}

/** What a user writes for each role: `NAME` at the same server, or `NAME @ URL`. */
export interface WrittenRoles {
  readonly small?: string;
  readonly pool?: readonly string[];
}

/** Reads roles as they stand in settings: anything else than text counts as not set. */
export function writtenRoles(value: unknown): WrittenRoles {
  if (!isRecord(value)) return {};
  const { small, pool } = value;
  const names = (Array.isArray(pool) ? pool : []).filter((name) => typeof name === 'string');
  return {
    ...(typeof small === 'string' && small.trim() !== '' ? { small } : {}),
    ...(names.length > 0 ? { pool: names } : {}),
  };
}

/** The endpoints that are meant; the error names what is no address. */
export function rolesAt(
  written: WrittenRoles,
  base: ModelEndpoint,
  keyOf: (baseUrl: string) => string | undefined,
): Result<ModelRoles, string> {
  const wrong = [...(written.pool ?? []), ...(written.small === undefined ? [] : [written.small])]
    .map((text) => partsOf(text).baseUrl)
    .find((url) => url !== undefined && !isAddress(url));
  if (wrong !== undefined) return fail(wrong);
  const endpoint = (text: string): ModelEndpoint => {
    const { model, baseUrl } = partsOf(text);
    if (baseUrl === undefined) return { ...base, model };
    const apiKey = keyOf(baseUrl);
    return { baseUrl, model, ...(apiKey === undefined ? {} : { apiKey }) };
  };
  const pool = (written.pool ?? []).map(endpoint);
  return ok({
    ...(written.small === undefined ? {} : { small: endpoint(written.small) }),
    ...(pool.length > 0 ? { pool } : {}),
  });
}

/** Addresses of other servers that roles name. */
export function serversOf({ small, pool = [] }: WrittenRoles): readonly string[] {
  return [...pool, ...(small === undefined ? [] : [small])].flatMap(
    (text) => partsOf(text).baseUrl ?? [],
  );
}

function partsOf(text: string): { readonly model: string; readonly baseUrl: string | undefined } {
  const [, model = text, baseUrl] = /^(.*?)\s*@\s*(\S+:\/\/\S+)\s*$/.exec(text) ?? [];
  return { model: model.trim(), baseUrl };
}

function isAddress(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? '');
}
