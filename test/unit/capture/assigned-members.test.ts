import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { subjectOfTarget } from '../../../src/core/languages/subject.ts';
import { assembleProgram } from '../../../src/core/program/assemble.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('functions that an assignment makes members', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const captured = async (languageId: LanguageId, text: string, name: string) => {
    const snapshot = { uri: 'file:///a', languageId, version: 1, text };
    const task = await captureNamed(snapshot, name, parser);
    assert.ok(task.ok, name);
    return task.value;
  };

  const module = `function Vec(x) {
  this.x = x;
}
Vec.prototype.norm = function () {
  return Math.abs(this.x);
};
/**
 * Doubled.
 * new Vec(1).twice() // => 2
 */
Vec.prototype.twice = function () {};
Vec.unit = () => new Vec(1);
const api = {};
api.limit = 3;
api.cut = (x) => Math.min(x, api.limit);
exports.scale = function (k) {
  return k * 2;
};
exports.grow = function (k) {};
`;

  it('are methods of what they are assigned to', async () => {
    for (const [name, kind, qualifiedName] of [
      ['twice', 'method', 'Vec.twice'],
      ['Vec.unit', 'method', 'Vec.unit'],
      ['api.cut', 'method', 'api.cut'],
      ['grow', 'function', 'grow'],
    ]) {
      const { target } = await captured('javascript', module, name ?? '');
      assert.deepEqual([target.kind, target.qualifiedName], [kind, qualifiedName]);
    }
    const { contract } = await captured('javascript', module, 'twice');
    assert.deepEqual(
      contract.examples.map(({ call }) => call),
      ['new Vec(1).twice()'],
    );
  });

  it('have in their programs what else was assigned to it', async () => {
    const programOf = async (name: string, code: string) => {
      const task = await captured('javascript', module, name);
      const part = { code, imports: [] };
      return assembleProgram({ task, part, isTarget: true, helpers: [], reserved: [] }, parser);
    };
    const twice = await programOf('twice', 'Vec.prototype.twice = function () { return 2; };');
    assert.match(twice, /^function Vec[^]*^Vec\.prototype\.norm[^]*^Vec\.prototype\.twice/m);
    const grow = await programOf('grow', 'exports.grow = function (k) { return k; };');
    assert.match(grow, /^exports\.scale[^]*^exports\.grow/m);
    assert.match(await programOf('api.cut', 'api.cut = (x) => x;'), /^api\.limit = 3;$/m);
  });

  it('keep the word that exports them in a namespace alone', async () => {
    const text =
      'export namespace N {\n  export function f(x: number): number {\n    return x;\n  }\n}\nexport function g() {}\n';
    const header = async (name: string) =>
      subjectOfTarget(await captured('typescript', text, name)).header;
    assert.equal(await header('N.f'), 'export function f(x: number): number');
    assert.equal(await header('g'), 'function g()');
  });
});
