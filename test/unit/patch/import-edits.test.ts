import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { patchFor } from '../../../src/core/patch/patch.ts';
import type { HelperText } from '../../../src/core/program/replacement.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import type { WorkspaceFiles } from '../../../src/core/workspace-files.ts';
import { sourceParser } from '../../support/parser.ts';

/** A workspace folder that holds a `package.json` and nothing else. */
function workspaceWith(manifest: string): WorkspaceFiles {
  return {
    pathOf: (uri) => uri.replace('file:///', ''),
    look: (path) =>
      Promise.resolve(
        path === 'package.json' ? { kind: 'file', text: manifest } : { kind: 'absent' },
      ),
    lookInPackage: () => Promise.resolve({ kind: 'absent' }),
  };
}

describe('imports that a candidate brings', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  interface Given {
    readonly language?: LanguageId;
    readonly uri?: string;
    readonly helpers?: readonly HelperText[];
    readonly body?: string;
    /** The text of the workspace's `package.json`. */
    readonly manifest?: string;
  }

  /** What stands above the function `f` once it was written. */
  async function above(text: string, imports: readonly string[], given: Given = {}) {
    const { language = 'python', uri = 'file:///a.py', helpers = [], body, manifest } = given;
    const stub = language === 'python' ? 'def f():\n    ...\n' : 'function f() {\n}\n';
    const code = language === 'python' ? 'def f():\n    ' : 'function f() {\n  ';
    const end = language === 'python' ? '' : '\n}';
    const target = `${code}${body ?? 'return 1'}${end}`;
    const snapshot: Snapshot = { uri, languageId: language, version: 1, text: text + stub };
    const captured = await captureNamed(snapshot, 'f', parser, {
      ...(manifest === undefined ? {} : { files: workspaceWith(manifest) }),
    });
    assert.ok(captured.ok);
    const patch = await patchFor(captured.value, { target, helpers, imports }, snapshot, parser);
    assert.ok(patch.ok);
    const { after: now } = patch.value;
    assert.ok(now.endsWith(`${target}\n`), now);
    return now.slice(0, -target.length - 1);
  }

  it('go behind the last name of an import that is continued by a backslash', async () => {
    assert.equal(
      await above('from math import sin, \\\n    cos\n\n\n', ['from math import tan']),
      'from math import sin, \\\n    cos, tan\n\n\n',
    );
  });

  it('leave remarks in a list at the names that they are about', async () => {
    assert.equal(
      await above('from math import (\n    sin,\n    cos,  # rounded\n)\n\n\n', [
        'from math import tan',
      ]),
      'from math import (\n    sin,\n    cos,  # rounded\n    tan,\n)\n\n\n',
    );
    assert.equal(
      await above('from math import (\n    sin,\n    cos  # rounded\n)\n\n\n', [
        'from math import tan',
      ]),
      'from math import (\n    sin,\n    cos,  # rounded\n    tan\n)\n\n\n',
    );
  });

  it('leave out what a branch of the file imports', async () => {
    const text = 'try:\n    import tomllib\nexcept ImportError:\n    tomllib = None\n\n\n';
    assert.equal(await above(text, ['import tomllib'], { body: 'return tomllib' }), text);
  });

  it('bring what the file has for its type checker alone, where code needs it when it runs', async () => {
    const text =
      'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop import Cart\n\n\n';
    const wanted = ['from shop import Cart'];
    assert.equal(await above(text, wanted, { body: 'return 1' }), text);
    assert.equal(
      await above(text, wanted, { body: 'return Cart()' }),
      text.replace('TYPE_CHECKING\n', 'TYPE_CHECKING\nfrom shop import Cart\n'),
    );
  });

  it('put imports that change how a file is read first, and only where a helper needs them', async () => {
    const text = '"""Doc."""\n\nA = 1\n\nimport os\n\n\n';
    const wanted = ['from __future__ import annotations'];
    assert.equal(await above(text, wanted), text);
    const helpers = [{ name: 'g', code: 'def g(x: Later):\n    return x', loads: [] }];
    const helped = `${text}def g(x: Later):\n    return x\n\n\n`;
    assert.equal(
      await above(text, wanted, { helpers }),
      helped.replace('Doc."""\n', 'Doc."""\n\nfrom __future__ import annotations\n'),
    );
    const annotated = 'class Row:\n    size: int\n\n\n';
    assert.equal(
      await above(annotated, wanted, { helpers }),
      `${annotated}def g(x: Later):\n    return x\n\n\n`,
    );
  });

  it('have the words of the file, an ES module or a CommonJS one', async () => {
    const language = 'javascript';
    const uri = 'file:///a.js';
    assert.equal(
      await above(
        "const os = require('os');\nmodule.exports = { f };\n\n",
        [
          "import url, { parse as read } from 'node:url'",
          "import * as fs from 'node:fs';",
          "import './setup.js';",
        ],
        { language, uri },
      ),
      "const os = require('os');\nconst url = require('node:url');\nconst { parse: read } = require('node:url');\nconst fs = require('node:fs');\nrequire('./setup.js');\nmodule.exports = { f };\n\n",
    );
    assert.equal(
      await above(
        'export const a = 1;\n\n',
        [
          "const fs = require('fs')",
          "const { join: paste, sep } = require('path');",
          "const parse = require('url').parse;",
        ],
        { language, uri },
      ),
      "import fs from 'fs';\nimport { join as paste, sep } from 'path';\nimport { parse } from 'url';\n\nexport const a = 1;\n\n",
    );
  });

  it('have the words that package.json asks for, where the file has none', async () => {
    const language = 'javascript';
    const imported = "import { join } from 'node:path';";
    const required = "const { join } = require('node:path');";
    const first = async (uri: string, text: string, brought: string, manifest: string) =>
      (await above(text, [brought], { language, uri, manifest })).split('\n')[0];
    const esm = '{ "type": "module" }';
    const cjs = '{ "type": "commonjs" }';
    assert.equal(await first('file:///src/a.js', '', required, esm), imported);
    assert.equal(await first('file:///src/a.js', '', imported, cjs), required);
    // The file's own name and text come first.
    assert.equal(await first('file:///src/a.cjs', '', imported, esm), required);
    assert.equal(await first('file:///src/a.mjs', '', required, cjs), imported);
    assert.equal(await first('file:///a.js', 'export const a = 1;\n\n', required, cjs), imported);
    // Where nobody says it, it stays as it came.
    assert.equal(await first('file:///a.js', '', imported, '{}'), imported);
    assert.equal(await first('file:///a.js', '', required, '{ "type": '), required);
  });

  it('go below directives and the comments that must head a file', async () => {
    const language = 'typescript';
    const uri = 'file:///a.ts';
    const wanted = ["import { join } from 'node:path';"];
    const line = "import { join } from 'node:path';\n";
    for (const head of [
      '/// <reference types="node" />\n/// <reference lib="dom" />\n',
      "#!/usr/bin/env node\n'use client';\n",
      '/* eslint-disable no-console */\n',
      '// Copyright somebody.\n// All of it.\n\n',
    ]) {
      const result = await above(head, wanted, { language, uri });
      assert.ok(result.startsWith(head), result);
      assert.ok(result.includes(line), result);
    }
    const own = '// eslint-disable-next-line no-empty\n';
    assert.equal(await above(own, wanted, { language, uri }), `${line}\n${own}`);
  });
});
