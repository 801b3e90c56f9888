// Modules of the user's workspace, as the trusted side found and resolved them. Nothing here looks at
// a disk: a specifier means what the trusted side says, or nothing.
'use strict';
const vm = require('node:vm');
const { sourceLine } = require('./thrown.cjs');

const mostSets = 4;

class Workspace {
  constructor({ home, exported, defaultName, files }) {
    this.home = home;
    this.exported = exported;
    this.defaultName = defaultName;
    this.files = new Map(files.map((file) => [file.path, file]));
    this.links = new Map(files.map(({ path, imports }) => [path, new Map(imports)]));
    this.scripts = new Map();
  }

  /** The path of a module; undefined where the specifier means none of the workspace. */
  resolve(from, specifier) {
    return this.links.get(from)?.get(specifier);
  }

  /** A function of the context that runs the module, or the text of why there is none. */
  load(path, context) {
    const file = this.files.get(path);
    if (file === undefined || file.problem !== undefined)
      return file?.problem ?? 'programs are given no more modules';
    let script = this.scripts.get(path);
    if (script === undefined) {
      const filename = `workspace:${path}`;
      try {
        script = new vm.Script(
          `(function (exports, require, module, __filename, __dirname) {${file.source}\n})`,
          { filename },
        );
      } catch (error) {
        const line = sourceLine(error, filename);
        script = `${error.name}: ${error.message}${line === undefined ? '' : ` (line ${line})`}`;
      }
      this.scripts.set(path, script);
    }
    return typeof script === 'string' ? script : script.runInContext(context);
  }

  /** What the realm is lent. Its functions take and give plain strings. */
  lend(context) {
    return {
      __proto__: null,
      home: this.home,
      defaultName: this.defaultName,
      exported: () => this.exported.join('\n'),
      resolve: (from, specifier) => this.resolve(from, specifier),
      load: (path) => this.load(path, context),
      isLazy: (path) => this.files.get(path)?.lazy === true,
    };
  }
}

/** The sets that this process was sent, by key. */
class Workspaces {
  constructor() {
    this.known = new Map();
  }

  keep(order) {
    this.known.set(order.key, new Workspace(order));
    for (const key of this.known.keys()) {
      if (this.known.size <= mostSets) break;
      this.known.delete(key);
    }
  }

  find(key) {
    return key === undefined ? undefined : this.known.get(key);
  }
}

module.exports = { Workspaces };
