import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPrivateFile } from '../../../src/core/privacy/private-files.ts';
import { mask, withoutSecrets } from '../../../src/core/privacy/secrets.ts';

/** Built from pieces, so that no scanner takes this file for a leak. */
const joined = (...parts: string[]) => parts.join('');

describe('secrets', () => {
  for (const [what, secret] of [
    ['AWS key', joined('AKIA', 'IOSFODNN7EXAMPLE')],
    ['GitHub token', joined('ghp', '_', 'a1B2'.repeat(9))],
    ['OpenAI key', joined('sk', '-proj-', 'Ab1_'.repeat(10))],
    ['Anthropic key', joined('sk', '-ant-api03-', 'Ab1-'.repeat(10))],
    ['Slack token', joined('xox', 'b-', '1234567890-abcdef')],
    ['Google key', joined('AI', 'za', 'Sy1'.repeat(12).slice(0, 35))],
    ['web token', joined('ey', 'J', 'hbGciOiJI', '.ey', 'J', 'zdWIiOiIx', '.', 'abcDEF123_-x')],
    [
      'private key',
      joined('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA ', 'PRIVATE KEY-----'),
    ],
  ] as const) {
    it(`masks a ${what} wherever it stands`, () => {
      assert.equal(withoutSecrets(`x = "${secret}"  # ${secret}`), `x = "${mask}"  # ${mask}`);
    });
  }

  for (const [text, expected] of [
    ['password = "hunter2hunter"', `password = "${mask}"`],
    ["const apiKey: string = 'q8w7e6r5t4';", `const apiKey: string = '${mask}';`],
    ['{ "client_secret": "q8w7e6r5t4" }', `{ "client_secret": "${mask}" }`],
    ['connect(db_password="q8w7e6r5t4")', `connect(db_password="${mask}")`],
    ['postgres://me:q8w7e6r5@db/x', `postgres://me:${mask}@db/x`],
  ] as const) {
    it(`masks ${text}`, () => assert.equal(withoutSecrets(text), expected));
  }

  for (const text of [
    'password = os.environ["DB_PASSWORD"]',
    'api_key = "<your key>"',
    'PASSWORD = "changeme"',
    'def check_password(password: str, secret="") -> bool:',
    'digest("d41d8cd98f00b204e9800998ecf8427e")',
    'token = "identifier"',
    'const skill = "sk-short"',
    'https://example.org:8080/path@2',
  ]) {
    it(`leaves ${text}`, () => assert.equal(withoutSecrets(text), text));
  }

  it('changes nothing the second time', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'password="',
        'q8w7e6r5t4',
        '"',
        joined('AKIA', 'IOSFODNN7EXAMPLE'),
        ' ',
        '://u:',
        '@h',
        '\n',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = withoutSecrets(parts.join(''));
        assert.equal(withoutSecrets(once), once);
      }),
    );
  });
});

describe('private files', () => {
  for (const path of [
    '.env',
    'a/.env.local',
    'prod.env',
    'C:\\x\\.ENV',
    'a/id_rsa',
    'k/server.pem',
    '.aws/config',
    'secrets.py',
    '/h/.npmrc',
  ]) {
    it(`never sends ${path}`, () => assert.equal(isPrivateFile(path), true));
  }
  for (const path of [
    'environment.py',
    'src/env.ts',
    'keys.py',
    'secretary.ts',
    'a.key.ts',
    '.github/x.py',
  ]) {
    it(`may send ${path}`, () => assert.equal(isPrivateFile(path), false));
  }
});
