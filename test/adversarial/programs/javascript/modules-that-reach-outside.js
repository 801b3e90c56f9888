// Tries what modules of Node that reach outside would give: files, processes, flags of the engine, debuggers.
//
// outcome: value []
// must not: read the canary

function f() {
  const found = [];
  const ways = {
    fs: (m) => m.readFileSync('@HOME@/.ssh/id_rsa', 'utf8'),
    'fs/promises': (m) => m.constants.R_OK,
    v8: (m) => m.setFlagsFromString('--allow-natives-syntax') ?? m.getHeapSnapshot(),
    vm: (m) => m.runInThisContext('process.pid'),
    inspector: (m) => m.open(0) ?? new m.Session().connect(),
    worker_threads: (m) => new m.Worker('1', { eval: true }),
    child_process: (m) => m.execSync('id').toString(),
    module: (m) => m.createRequire('/')('fs').readdirSync('/'),
    repl: (m) => m.start(),
    wasi: (m) => new m.WASI({ version: 'preview1', preopens: { '/': '/' } }),
    cluster: (m) => m.fork(),
    net: (m) => m.connect(@PORT@, '127.0.0.1'),
    http: (m) => m.get('http://127.0.0.1:@PORT@/'),
    dgram: (m) => m.createSocket('udp4').send('a', @PORT@, '127.0.0.1'),
    sqlite: (m) => new m.DatabaseSync('/tmp/@MARK@'),
    trace_events: (m) => m.createTracing({ categories: ['v8'] }).enable(),
    async_hooks: (m) => m.createHook({ init() {} }).enable(),
    'node:test': (m) => m.run(),
  };
  for (const [name, way] of Object.entries(ways)) {
    try {
      const got = way(require(name));
      if (got !== undefined) found.push(`${name}: ${typeof got}`);
    } catch {
      continue;
    }
  }
  return found;
}
