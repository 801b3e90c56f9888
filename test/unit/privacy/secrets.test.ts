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
    ['amqps://me:q8w7:e6r5@mq', `amqps://me:${mask}@mq`],
    ['redis://:q8w7e6r5@mq', `redis://:${mask}@mq`],
    ['TOKEN = "q8w7e6r5t4"', `TOKEN = "${mask}"`],
    ["bot_token: str = 'qwertzuiopasdfgh'", `bot_token: str = '${mask}'`],
    ['os.environ["API_TOKEN"] = "q8w7e6r5t4"', `os.environ["API_TOKEN"] = "${mask}"`],
    ['PASSPHRASE = "four words of it"', `PASSPHRASE = "${mask}"`],
    ['SECRET_KEY = """\nq8w7\ne6r5\n"""', `SECRET_KEY = """${mask}"""`],
    [
      'c = "Server=db;User Id=me;Password=q8w7e6r5;Encrypt=true"',
      `c = "Server=db;User Id=me;Password=${mask};Encrypt=true"`,
    ],
    ['"host=db user=me password=q8w7e6r5"', `"host=db user=me password=${mask}"`],
    [
      `"AccountName=me;AccountKey=${'q8W7'.repeat(8)}==;X=y"`,
      `"AccountName=me;AccountKey=${mask};X=y"`,
    ],
    ['"Authorization": "Bearer q8w7e6r5t4z3"', `"Authorization": "Bearer ${mask}"`],
    ['Authorization: Basic bWU6cTh3N2U2', `Authorization: Basic ${mask}`],
    [
      joined('https://hooks.slack', '.com/services/T0/B0/q8w7e6'),
      joined('https://hooks.slack', `.com/services/${mask}`),
    ],
    [
      joined('https://discord', '.com/api/webhooks/12345678/q8w7'),
      joined('https://discord', `.com/api/webhooks/${mask}`),
    ],
    [
      joined(
        '-----BEGIN PGP ',
        'PRIVATE KEY BLOCK-----\nq8w7\n-----END PGP ',
        'PRIVATE KEY BLOCK-----',
      ),
      mask,
    ],
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
    'raise ValueError("the password is too short to be one")',
    'It needs a Basic understanding of Bearer tokens',
    'x = 1; password = read()',
    'connect(host=host, password=password)',
    'def next_token(token="IDENTIFIER"):',
  ]) {
    it(`leaves ${text}`, () => assert.equal(withoutSecrets(text), text));
  }

  it('looks at each character a bounded number of times', function () {
    // A quadratic pattern would take minutes.
    this.timeout(20_000);
    for (const piece of [
      ...[
        'a.',
        'password',
        'password:   ',
        'eyJ-',
        'eyJaaaaaaaa.',
        '://a:',
        'SG.aaaaaaaaaaaaaaaaaa.',
      ],
      ...['password="""', 'host=a password=', '&token=', '.logic.azure.com', '-----BEGIN A', 'a_'],
    ]) {
      withoutSecrets(piece.repeat(1_000_000 / piece.length));
    }
  });

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
    '.envrc',
    'deploy/service-account.json',
    'my-project-service_account-key.json',
    'secrets/database.yml',
    'config/aws-credentials.json',
    'prod.tfvars',
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
