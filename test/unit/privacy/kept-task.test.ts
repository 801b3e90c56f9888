import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lacksSecrets, taskToKeep } from '../../../src/core/privacy/kept-task.ts';
import { mask, maskedText, withoutSecrets } from '../../../src/core/privacy/secrets.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { sourceParser } from '../../support/parser.ts';

/** Built from pieces, so that no scanner takes this file for a leak. */
const awsKey = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const password = 'q8w7e6r5t4z3';

const text = `API_KEY = "${awsKey}"  # ${awsKey}
URL = "postgres://me:${password}@db/x"


def sign(text: str) -> str:
    """Sign a text with password="${password}" in it.

    >>> sign("a")
    'b'
    """
    # TODO use ${awsKey}


def later(): return API_KEY
`;

describe('a task as journals keep it', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function captured(source: string) {
    const snapshot = {
      uri: 'file:///s.py',
      languageId: 'python' as const,
      version: 1,
      text: source,
    };
    const task = await captureNamed(snapshot, 'sign', parser);
    assert.ok(task.ok);
    return task.value;
  }

  it('holds no secret, and its ranges still point at the target', async () => {
    const task = await captured(text);
    const kept = taskToKeep(task);
    assert.ok(JSON.stringify(task).includes(awsKey), 'the task itself has them');
    assert.ok(!JSON.stringify(kept).includes(awsKey));
    assert.ok(!JSON.stringify(kept).includes(password));
    const { snapshot, range, body, doc } = kept.target;
    const slice = ({ start, end }: { start: number; end: number }) =>
      snapshot.text.slice(start, end);
    const of = ({ start, end }: { start: number; end: number }) =>
      withoutSecrets(text.slice(start, end));
    assert.equal(slice(range), of(task.target.range));
    assert.equal(slice(body), of(task.target.body));
    assert.ok(doc && task.target.doc);
    assert.equal(slice(doc), of(task.target.doc));
    assert.deepEqual(taskToKeep(kept), kept);
  });

  it('is the same task where there is no secret', async () => {
    const task = await captured(text.replaceAll(awsKey, 'x').replaceAll(password, 'y'));
    assert.deepEqual(taskToKeep(task), task);
  });

  it('says where programs would run on a masked text', async () => {
    const kept = taskToKeep(await captured(text));
    assert.equal(lacksSecrets(kept), false, 'the target itself needs no key');
    const user = text.replace('# TODO', 'return API_KEY  # TODO');
    const needs = await captured(user);
    assert.equal(lacksSecrets(needs), false);
    assert.equal(lacksSecrets(taskToKeep(needs)), true);
  });

  it('keeps track of every place of a text', () => {
    const piece = fc.oneof(
      fc.constantFrom(awsKey, `password="${password}"`, `://u:${password}@h`),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(), (pieces, at) => {
        const original = pieces.join(' | ');
        const { text: result, placeOf } = maskedText(original);
        assert.equal(result, withoutSecrets(original));
        assert.equal(placeOf(original.length), result.length);
        const offset = at % (original.length + 1);
        const place = placeOf(offset);
        assert.ok(place >= 0 && place <= result.length);
        const [rest, masked] = [original.slice(offset), result.slice(place)];
        if (!masked.includes(mask) && withoutSecrets(rest) === rest) assert.equal(masked, rest);
      }),
    );
  });
});
