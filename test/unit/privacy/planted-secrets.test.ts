import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mask, withoutSecrets } from '../../../src/core/privacy/secrets.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const some = (characters: string, min: number, max = min): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: min, maxLength: max });
/** No word that says of itself that it stands for a secret, and as secrets are: of letters and digits. */
const secret = some(letters, 24, 40).filter((text) => /\d/.test(text) && /[A-Z]/.test(text));

/** The line that holds a secret, and the secret. */
const planted: Readonly<Record<string, fc.Arbitrary<readonly [string, string]>>> = {
  'a key of a model server': secret.map((key) => [`sk-${key}`, key]),
  'a key of a code host': some(letters, 36).map((key) => [`ghp_${key}`, key]),
  'a key of a cloud': some('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((key) => [
    `AKIA${key}`,
    key,
  ]),
  'a password of an address': secret.map((word) => [`postgres://me:${word}@host/db`, word]),
  'a given password': secret.map((word) => [`password = "${word}"`, word]),
  'a given token': secret.map((word) => [`API_TOKEN = '${word}'`, word]),
  'a key in a mapping': secret.map((word) => [`{"api_key": "${word}"}`, word]),
  'one in three quotes': secret.map((word) => [`client_secret = """\n${word}\n"""`, word]),
  'a header': secret.map((word) => [`Authorization: Bearer ${word}`, word]),
  'a basic header': secret.map((word) => [`Authorization: Basic ${word}=`, word]),
  'a field of a connection string': secret.map((word) => [`AccountKey=${word}==;`, word]),
  'an address that posts': some(letters, 24).map((word) => [
    `https://hooks.slack.com/services/T00/B00/${word}`,
    word,
  ]),
  'a private key': secret.map((word) => [
    `-----BEGIN RSA PRIVATE KEY-----\n${word}\n-----END RSA PRIVATE KEY-----`,
    word,
  ]),
};
/**
 * Anything, and what patterns begin to match: those must not hide what comes after them. Quotes in three close:
 * what begins by one that does not is a text over lines in every language.
 */
const around = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('password', 'token: ', 'secret = "', 'Bearer ', 'a://b:', '`'),
      fc.constantFrom('-----BEGIN ', 'eyJ', ';password=', '?key=', '{"a": 1}', '\n', '    ', mask),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a secret that is planted in any text', () => {
  for (const [what, each] of Object.entries(planted)) {
    it(`is masked: ${what}`, () => {
      fc.assert(
        fc.property(each, around, around, ([line, word], before, after) => {
          const masked = withoutSecrets(`${before}\n${line}\n${after}`);
          assert.ok(!masked.includes(word), masked);
          assert.ok(masked.includes(mask));
        }),
        { numRuns: 150 },
      );
    });
  }

  it('is masked once: what is masked stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(planted)), around, ([line], before) => {
        const once = withoutSecrets(`${before}\n${line}\n`);
        assert.equal(withoutSecrets(once), once);
      }),
      { numRuns: 300 },
    );
  });
});
