import assert from 'node:assert/strict';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { documentOfRun } from '../../../src/core/plan/plan-of-run.ts';
import { planOf } from '../../../src/core/plan/plan-of.ts';
import { node, view } from '../vscode/views.ts';

describe('the plan of a run as a document', () => {
  const shown = view([
    node('root', { children: ['root/a', 'root/b'] }),
    node('root/a', { parent: 'root', children: ['root/a/b'] }),
    node('root/b', { parent: 'root' }),
    node('root/a/b', { parent: 'root/a', sharedWith: 'root/b' }),
  ]);

  it('holds every function once, shared helpers by name', () => {
    const text = documentOfRun({ view: shown, language: 'typescript' });
    assert.match(text, /^# language: typescript\nroot\(/);
    const read = planOf(diagnose(text));
    assert.ok(read.ok, text);
    assert.deepEqual([...read.value.plan.functions.keys()].sort(), ['a', 'b', 'root']);
    assert.deepEqual(read.value.plan.functions.get('a')?.calls, ['b']);
  });

  it('keeps the header of the plan that the run was started from', () => {
    const task = { plan: 'Mind the gap.\n#*#*#\nroot(x): r\n' };
    const text = documentOfRun({ view: shown, language: 'python', task });
    assert.match(text, /^# language: python\nMind the gap\.\n#\*#\*#\nroot\(/);
  });
});
