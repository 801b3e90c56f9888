import assert from 'node:assert/strict';
import { languages } from '../../../src/core/languages/languages.ts';
import { fail, ok } from '../../../src/core/result.ts';
import type { RunnerEvent } from '../../../src/node/runner/events.ts';
import type { Harness, WorkerFailure } from '../../../src/node/runner/harness.ts';
import type { HarnessFactory } from '../../../src/node/runner/harness-factory.ts';
import { HarnessSet } from '../../../src/node/runner/harness-set.ts';
import { defaultPolicy } from '../../../src/node/runner/policy.ts';
import type { TierName } from '../../../src/node/runner/tiers/tier.ts';

/** A harness that is told from others by its prelude. */
function harnessNamed(name: string): Harness {
  return {
    language: languages.python,
    imports: () => false,
    expressionPrelude: name,
    start: () => Promise.reject(new Error('nothing is started here')),
  };
}

interface Made {
  readonly name: string;
  readonly tier: TierName | undefined;
}

function setOf(
  names: readonly string[],
  tiers: readonly TierName[],
  missing?: WorkerFailure,
): { readonly set: HarnessSet; readonly made: Made[] } {
  const made: Made[] = [];
  const factories = names.map((name): HarnessFactory => {
    const create = (tier: TierName | undefined) => {
      made.push({ name, tier });
      return Promise.resolve(missing === undefined ? ok(harnessNamed(name)) : fail(missing));
    };
    const language = {
      name,
      languageIds: ['python'] as const,
      interpreter: () => Promise.resolve(ok(`${name} 1.0`)),
    };
    return name === 'own'
      ? { ...language, isolation: 'own', create: () => create(undefined) }
      : { ...language, isolation: 'tier', create: ({ tier }) => create(tier.name) };
  });
  const events: RunnerEvent[] = [];
  const set = new HarnessSet({
    assets: '/nowhere',
    policy: defaultPolicy,
    tell: (event) => events.push(event),
    allowUnsandboxed: false,
    tiers,
    searchPath: '',
    launcher: () => Promise.resolve(fail('none')),
    factories,
  });
  return { set, made };
}

describe('the harnesses of a runner', () => {
  it('that need a tier are given one, and made once', async () => {
    const { set, made } = setOf(['process'], ['none']);
    const [first, second] = await Promise.all([set.find('python'), set.find('python')]);
    assert.ok(first.ok && second.ok && first.value === second.value);
    assert.deepEqual(made, [{ name: 'process', tier: 'none' }]);
  });

  it('that need a tier are not made where none works', async () => {
    const { set, made } = setOf(['process'], []);
    const found = await set.find('python');
    assert.equal(found.ok ? 'found' : found.error.reason, 'no-sandbox');
    assert.deepEqual(made, []);
  });

  it('that bring their own isolation are made where no tier works', async () => {
    const { set, made } = setOf(['process', 'own'], []);
    const found = await set.find('python');
    assert.equal(found.ok && found.value.expressionPrelude, 'own');
    assert.deepEqual(made, [{ name: 'own', tier: undefined }]);
    const { tier, interpreters } = await set.describe();
    assert.equal(tier, undefined);
    assert.deepEqual(
      interpreters.map(({ description, usable }) => [description, usable]),
      [
        ['process 1.0', true],
        ['own 1.0', true],
      ],
    );
  });

  it('are taken in their order', async () => {
    const { set, made } = setOf(['process', 'own'], ['none']);
    const found = await set.find('python');
    assert.equal(found.ok && found.value.expressionPrelude, 'process');
    assert.equal(made.length, 1);
  });

  it('tell what the first of them lacks where none can run', async () => {
    const failure: WorkerFailure = { reason: 'no-interpreter', message: 'Install it.' };
    const { set } = setOf(['process', 'own'], [], failure);
    const found = await set.find('python');
    assert.equal(found.ok ? 'found' : found.error.reason, 'no-sandbox');
    const other = await set.find('javascript');
    assert.equal(other.ok ? 'found' : other.error.reason, 'unsupported-language');
  });
});
