import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { defaultSettings } from '../../../src/core/settings.ts';
import { settings } from '../../../src/vscode/ids.ts';
import {
  budgetLimits,
  chosenModel,
  originOf,
  priceTable,
  runSettings,
} from '../../../src/vscode/settings/run-settings.ts';

const ids: readonly string[] = Object.values(settings);

function reading(values: Readonly<Record<string, unknown>>) {
  return (id: string) => values[id];
}

describe('the settings of a run', () => {
  it('are the defaults of the engine where nothing is set', () => {
    assert.deepEqual(
      runSettings(() => undefined),
      defaultSettings,
    );
  });

  it('have the same defaults in the manifest', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> }[] };
    };
    const defaults = Object.assign(
      {},
      ...manifest.contributes.configuration.map(({ properties }) =>
        Object.fromEntries(Object.entries(properties).map(([id, each]) => [id, each.default])),
      ),
    ) as Record<string, unknown>;
    assert.deepEqual(runSettings(reading(defaults)), defaultSettings);
    assert.equal(chosenModel(reading(defaults)), undefined);
  });

  it('take no value of another type, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.anything(), (id, value) => {
        const read = runSettings(reading({ [id]: value }));
        for (const [key, expected] of Object.entries(defaultSettings)) {
          assert.equal(typeof read[key as keyof typeof read], typeof expected, key);
        }
        for (const limit of Object.values(read.budget)) assert.ok(Number(limit) > 0);
      }),
    );
  });

  it('know no limit where a budget is 0', () => {
    assert.deepEqual(budgetLimits(reading({ [settings.budgetTokens]: 0 })), {});
    assert.deepEqual(
      budgetLimits(reading({ [settings.budgetTokens]: 5, [settings.budgetSeconds]: 60 })),
      { tokens: 5, seconds: 60 },
    );
  });

  it('leave out prices that are none', () => {
    const prices = { a: { prompt: 1, completion: 2 }, b: { prompt: '1' }, c: null };
    assert.deepEqual(priceTable(reading({ [settings.prices]: prices })), { a: prices.a });
    assert.deepEqual(priceTable(reading({ [settings.prices]: 'free' })), {});
  });

  it('choose a model only where address and name are set', () => {
    const both = { [settings.modelBaseUrl]: ' http://x/v1 ', [settings.modelName]: 'm' };
    const atServer = { provider: 'server', baseUrl: 'http://x/v1', model: 'm' };
    assert.deepEqual(chosenModel(reading(both)), atServer);
    assert.equal(chosenModel(reading({ ...both, [settings.modelName]: ' ' })), undefined);
    const inEditor = { [settings.modelProvider]: 'editor', [settings.modelName]: 'v/m' };
    assert.deepEqual(chosenModel(reading(inEditor)), { provider: 'editor', model: 'v/m' });
  });
});

describe('the origin of a server', () => {
  it('is what a key is bound to', () => {
    assert.equal(originOf('https://api.openai.com/v1'), 'https://api.openai.com');
    assert.equal(originOf(' http://localhost:11434/v1 '), 'http://localhost:11434');
    assert.notEqual(originOf('https://api.openai.com.evil.example/v1'), 'https://api.openai.com');
    assert.equal(
      originOf('https://api.openai.com@evil.example/v1'),
      'https://evil.example',
      'what stands before @ is no host',
    );
  });

  it('is nothing where there is no web address', () => {
    for (const text of ['', 'api.openai.com', 'file:///etc', 'javascript:alert(1)', 'http://']) {
      assert.equal(originOf(text), undefined, text);
    }
  });
});
