/** Texts that are made to cost whoever reads them: each is one thing, again and again or inside itself. */
export interface HostileText {
  readonly name: string;
  /** @param size About how many characters it has. */
  readonly text: (size: number) => string;
}

const again =
  (piece: string) =>
  (size: number): string =>
    piece.repeat(Math.ceil(size / piece.length));
const nested =
  (open: string, inner: string, close: string) =>
  (size: number): string => {
    const depth = Math.ceil(size / (open.length + close.length));
    return open.repeat(depth) + inner + close.repeat(depth);
  };
const fenced = (tag: string, make: (size: number) => string) => (size: number) =>
  `\`\`\`${tag}\n${make(size)}\n\`\`\`\n`;
const numbered = (line: (at: number) => string) => (size: number) => {
  const count = Math.ceil(size / line(1000).length);
  return Array.from({ length: count }, (_, at) => line(at)).join('');
};
/** Blocks inside blocks, each a step further in: the size is that of all lines. */
const indented =
  (header: string, end: string, unit = ' ') =>
  (size: number) => {
    const depth = Math.floor(Math.sqrt((2 * size) / unit.length));
    const lines = Array.from({ length: depth }, (_, at) => unit.repeat(at) + header);
    return `${lines.join('\n')}\n${unit.repeat(depth)}${end}\n`;
  };

/** What any reader of text may meet. */
export const plainTexts: readonly HostileText[] = [
  { name: 'spaces', text: (size) => `a${' '.repeat(size)}b` },
  { name: 'blank lines', text: (size) => `a${'\n'.repeat(size)}b` },
  { name: 'blanks and line ends', text: (size) => `a${again(' \t\n')(size)}b` },
  { name: 'carriage returns', text: (size) => `a${'\r'.repeat(size)}b` },
  { name: 'one word', text: again('a') },
  { name: 'digits', text: again('1') },
  { name: 'underscores', text: again('_') },
  { name: 'dots', text: again('.') },
  { name: 'dotted words', text: again('a.') },
  { name: 'colons', text: again(':') },
  { name: 'equals', text: again('=') },
  { name: 'dashes', text: again('-') },
  { name: 'arrows', text: again('-> ') },
  { name: 'bars', text: again('| a ') },
  { name: 'rows of a table', text: again('| a | b |\n') },
  { name: 'back quotes', text: again('`') },
  { name: 'quoted words', text: again("'a' ") },
  { name: 'quotes', text: again('"') },
  { name: 'quotes in three', text: again('"""a') },
  { name: 'backslashes', text: again('\\') },
  { name: 'escaped quotes', text: again('\\"') },
  { name: 'open parentheses', text: again('(') },
  { name: 'open calls', text: again('f(') },
  { name: 'open brackets', text: again('[') },
  { name: 'open braces', text: again('{') },
  { name: 'open keys', text: again('{"a":') },
  { name: 'all brackets', text: again('([{<') },
  { name: 'brackets in brackets', text: nested('[', '', ']') },
  { name: 'parentheses in parentheses', text: nested('(', '1', ')') },
  { name: 'less', text: again('<') },
  { name: 'tags', text: nested('<a>', '', '</a>') },
  { name: 'commas', text: again('1,') },
  { name: 'prompts', text: again('>>> f(1)\n1\n') },
  { name: 'prompts on one line', text: again('>>> f(1) ') },
  { name: 'calls with results', text: again('f(1) -> 1\n') },
  { name: 'calls with results on one line', text: again('f(1) == 1 ') },
  { name: 'results', text: again('== 1 ') },
  { name: 'sections', text: again('Examples:\n') },
  { name: 'inputs and outputs', text: again('Input: 1\nOutput: 2\n') },
  { name: 'inputs alone', text: again('Input: a = 1 ') },
  { name: 'list marks', text: again('- a\n') },
  { name: 'stars', text: again('*') },
  { name: 'at signs', text: again('@a\n') },
  { name: 'null characters', text: again('\0') },
  { name: 'halves of pairs', text: again('\ud800') },
  { name: 'combining marks', text: (size) => `a${again('\u0301')(size)}` },
  { name: 'direction marks', text: again('\u202e') },
  { name: 'mixed words', text: again('p\u0430 ') },
  { name: 'one mixed word', text: again('p\u0430') },
  { name: 'pictures', text: again('\u{1f468}\u200d') },
];

/** Answers of a model: thoughts, fences, JSON, diffs. */
export const answerTexts: readonly HostileText[] = [
  ...plainTexts,
  { name: 'fences', text: again('```python\n') },
  { name: 'blocks', text: again('```python\ndef f(x): return 1\n```\n') },
  { name: 'fences that never close', text: again('```python\nx = 1```y\n') },
  { name: 'growing fences', text: numbered((at) => `${'`'.repeat(3 + (at % 60))}a\n`) },
  { name: 'quoted fences', text: again('> ```\n') },
  { name: 'marks of thoughts', text: again('<think>') },
  { name: 'thoughts', text: again('<think>a</think>\n') },
  { name: 'thoughts in blocks', text: again('```\n</think>\n```\n<think>') },
  { name: 'end marks', text: (size) => `${again('<|im_end|> ')(size)}x` },
  { name: 'JSON of keys', text: again('{ "a" ') },
  { name: 'JSON of code', text: (size) => JSON.stringify({ code: again('\n"')(size / 4) }) },
  { name: 'JSON that never ends', text: (size) => `{ "${again('\\"')(size)}` },
  { name: 'nested JSON', text: nested('{"code":', '1', '}') },
  { name: 'a diff', text: again('@@ -1 +1 @@\n-a\n+b\n') },
  { name: 'plain diff', text: again('+a = 1\n-b\n') },
  { name: 'numbered lines', text: numbered((at) => `${at} | x = ${at}\n`) },
  { name: 'entities', text: again('&lt;&quot;') },
  { name: 'typographic quotes', text: again('\u201ca\u201d ') },
  { name: 'prose with calls', text: again('Call total(1) for that. ') },
];

/** Code, each text for both languages where it reads as both. */
export const codeTexts: readonly HostileText[] = [
  { name: 'functions', text: numbered((at) => `def f${at}(x): return f${at + 1}(x)\n`) },
  {
    name: 'JavaScript functions',
    text: numbered((at) => `function f${at}(x) { return f${at + 1}(x); }\n`),
  },
  { name: 'the same function', text: again('def total(text):\n    return 1\n') },
  { name: 'the same JavaScript function', text: again('function total(text) { return 1; }\n') },
  {
    name: 'stubs',
    text: numbered((at) => `def s${at}(x):\n    """Does."""\n    raise NotImplementedError\n`),
  },
  { name: 'imports', text: numbered((at) => `import m${at}\n`) },
  {
    name: 'names of one import',
    text: (size) => `from m import ${numbered((at) => `n${at}, `)(size)}z\n`,
  },
  { name: 'JavaScript imports', text: numbered((at) => `import { a${at} } from 'm${at}';\n`) },
  { name: 'decorators', text: (size) => `${again('@d\n')(size)}def total(text):\n    return 1\n` },
  { name: 'assignments', text: numbered((at) => `x${at} = ${at}\n`) },
  { name: 'one long sum', text: (size) => `x = 1${again(' + 1')(size)}\n` },
  { name: 'one long chain', text: (size) => `x = a${again('.b()')(size)}\n` },
  { name: 'one long list', text: (size) => `x = [${again('1, ')(size)}]\n` },
  { name: 'statements on one line', text: again('x = 1; ') },
  { name: 'minus of minus', text: (size) => `x = ${again('- ')(size)}1\n` },
  { name: 'not of not', text: (size) => `x = ${again('not ')(size)}1\n` },
  { name: 'parentheses', text: (size) => `x = ${nested('(', '1', ')')(size)}\n` },
  { name: 'calls of calls', text: (size) => `x = ${nested('f(', '1', ')')(size)}\n` },
  { name: 'lists of lists', text: (size) => `x = ${nested('[', '1', ']')(size)}\n` },
  { name: 'lambdas', text: (size) => `x = ${again('lambda: ')(size)}1\n` },
  { name: 'arrow functions', text: (size) => `x = ${again('a => ')(size)}1\n` },
  {
    name: 'arrow functions in arguments',
    text: (size) => `x = ${nested('((a) => ', '1', ')')(size)}\n`,
  },
  {
    name: 'typed arrow functions',
    text: (size) => `const g = ${nested('<T>(a = ', '1', ') => 1')(size)};\n`,
  },
  { name: 'conditions', text: (size) => `x = ${again('a ? b : ')(size)}1\n` },
  { name: 'templates', text: (size) => `x = ${nested('`${', '1', '}`')(size)}\n` },
  { name: 'formatted strings', text: (size) => `x = ${again('f"{a}" ')(size)}\n` },
  { name: 'nested blocks', text: indented('if x:', 'return 1') },
  { name: 'nested functions', text: indented('def f(x):', 'return 1') },
  { name: 'nested classes', text: indented('class A:', 'x = 1') },
  { name: 'nested braces', text: nested('{', '', '}') },
  { name: 'nested JavaScript blocks', text: nested('if (x) {', 'return 1;', '}') },
  { name: 'nested JavaScript functions', text: nested('function f() {', 'return 1;', '}') },
  { name: 'nested classes of JavaScript', text: nested('class A { m() {', '', '} }') },
  { name: 'nested elements', text: (size) => `x = ${nested('<a>', '1', '</a>')(size)}\n` },
  { name: 'else if', text: (size) => `if x:\n  y\n${again('elif x:\n  y\n')(size)}` },
  { name: 'JavaScript else if', text: (size) => `${again('if (x) y; else ')(size)}y;\n` },
  { name: 'returns', text: (size) => `def total(text):\n${again('    return 1\n')(size)}` },
  { name: 'returns outside', text: again('return 1\n') },
  { name: 'comments', text: again('# ...\n') },
  { name: 'JavaScript comments', text: again('// ...\n') },
  { name: 'comment marks', text: again('/*') },
  { name: 'a long comment', text: (size) => `# ${again('a ')(size)}\n` },
  { name: 'string of lines', text: (size) => `x = """${again('a\n')(size)}"""\n` },
  { name: 'strings', text: again('"a" ') },
  { name: 'open strings', text: again('"a\n') },
  { name: 'rubbish', text: again('?! $ ) ') },
  { name: 'a type of types', text: (size) => `type T = ${nested('A<', 'B', '>')(size)};\n` },
  { name: 'a union', text: (size) => `type T = a${again(' | a')(size)};\n` },
  { name: 'namespaces', text: nested('namespace A {', '', '}') },
  {
    name: 'namespaces in a row',
    text: numbered((at) => `namespace A${at} { export const x = 1; }\n`),
  },
  { name: 'enums', text: numbered((at) => `enum E${at} { a }\n`) },
  { name: 'assertions', text: numbered((at) => `assert total("${at}") == ${at}\n`) },
  { name: 'one long assertion', text: (size) => `assert total([${again('1, ')(size)}]) == 1\n` },
  {
    name: 'assertions of and',
    text: (size) => `assert total("1") == 1${again(' and total("1") == 1')(size)}\n`,
  },
  { name: 'chained comparison', text: (size) => `assert total("1") == 1${again(' == 1')(size)}\n` },
  {
    name: 'tests',
    text: numbered((at) => `def test_${at}():\n    assert total("${at}") == ${at}\n`),
  },
  {
    name: 'JavaScript tests',
    text: numbered((at) => `test('${at}', () => { expect(total('${at}')).toBe(${at}); });\n`),
  },
  {
    name: 'nested suites',
    text: nested("describe('a', () => {", "it('b', () => { expect(total('1')).toBe(1); });", '});'),
  },
  {
    name: 'a table of tests',
    text: (size) =>
      `@pytest.mark.parametrize("a,b", [${again('("1", 1), ')(size)}])\ndef test_t(a, b):\n    assert total(a) == b\n`,
  },
  {
    name: 'preparation',
    text: (size) =>
      `def test_t():\n${numbered((at) => `    x${at} = ${at}\n`)(size)}    assert total("1") == 1\n`,
  },
];

/** The same as one fenced block each. */
export const answersOfCode = (tag: string): readonly HostileText[] =>
  codeTexts.map(({ name, text }) => ({ name: `block of ${name}`, text: fenced(tag, text) }));

/** What patterns for secrets begin to match. */
export const secretTexts: readonly HostileText[] = [
  ...plainTexts,
  { name: 'schemes', text: again('http://') },
  { name: 'one scheme', text: again('a+') },
  { name: 'users', text: again('a://b:') },
  { name: 'key heads', text: again('-----BEGIN PRIVATE KEY-----') },
  { name: 'begun heads', text: again('-----BEGIN A ') },
  { name: 'sk', text: again('sk-') },
  { name: 'web tokens', text: again('eyJaaaaaaaaaa.') },
  { name: 'parts of web tokens', text: again('eyJ') },
  { name: 'password of password', text: again('password') },
  { name: 'password names', text: again('password_') },
  { name: 'password equals', text: again('password = ') },
  { name: 'password colons', text: again('password: ') },
  { name: 'password types', text: again('password: a | ') },
  { name: 'password open quotes', text: again('password="') },
  { name: 'password open triple quotes', text: again("password='''") },
  { name: 'tokens', text: again('token_') },
  { name: 'given tokens', text: again('token="a') },
  { name: 'bearers', text: again('Bearer ') },
  { name: 'long bearer', text: (size) => `Bearer ${again('a')(size)}` },
  { name: 'basics', text: again('Basic a') },
  { name: 'queries', text: again('?key=') },
  { name: 'account keys', text: again('AccountKey=') },
  { name: 'connection strings', text: again(';password=') },
  { name: 'hosts', text: again('host=a ') },
  { name: 'webhooks', text: again('hooks.slack.com/services/') },
  { name: 'logic apps', text: again('.logic.azure.com?') },
  { name: 'telegram', text: again('123456789:') },
];

/** Plans in the plan language. */
export const planTexts: readonly HostileText[] = [
  ...plainTexts,
  { name: 'functions', text: numbered((at) => `f${at}(x): does\n`) },
  { name: 'functions in functions', text: indented('f(x): does', 'g(x): ends', '  ') },
  { name: 'the same function', text: again('f(x): does\n') },
  { name: 'examples', text: (size) => `f(x): does\n${again('1 -> 1\n')(size)}` },
  { name: 'examples of lists', text: (size) => `f(x): does\n${nested('[', '', ']')(size)} -> 1\n` },
  { name: 'parameters', text: (size) => `f(${again('a, ')(size)}b): does\n` },
  { name: 'defaults', text: (size) => `f(a=${nested('[', '', ']')(size)}): does\n` },
  { name: 'references', text: (size) => `f(x): does\n${again('  f\n')(size)}` },
  { name: 'a chain', text: numbered((at) => `f${at}(x): does\n  f${at + 1}\n`) },
  { name: 'header marks', text: again('#*#*#\n') },
  { name: 'laws', text: (size) => `f(x): does\n${again('holds: assert f(1)\n')(size)}` },
];
