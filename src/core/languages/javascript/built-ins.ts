/** Modules that Node brings: no package is looked for under their names. */
const builtIns = new Set([
  ...['assert', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants'],
  ...['crypto', 'dgram', 'diagnostics_channel', 'dns', 'domain', 'events', 'fs', 'http', 'http2'],
  ...['https', 'inspector', 'module', 'net', 'os', 'path', 'perf_hooks', 'process', 'punycode'],
  ...['querystring', 'readline', 'repl', 'stream', 'string_decoder', 'sys', 'timers', 'tls'],
  ...['trace_events', 'tty', 'url', 'util', 'v8', 'vm', 'wasi', 'worker_threads', 'zlib'],
]);

/** True for `fs`, `fs/promises`, `node:fs`; false for `punycode/`, which names a package. */
export function isBuiltIn(specifier: string): boolean {
  if (specifier.startsWith('node:')) return true;
  return !specifier.endsWith('/') && builtIns.has(specifier.split('/')[0] ?? '');
}
