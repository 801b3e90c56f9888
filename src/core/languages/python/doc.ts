export function docstringText(literal: string): string {
  const match = /^([rRbBuU]*)('''|"""|'|")([\s\S]*)\2$/.exec(literal.trim());
  if (!match) return literal.trim();
  const [, prefix = '', , content = ''] = match;
  return dedented(/r/i.test(prefix) ? content : unescaped(content));
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescaped(content: string): string {
  return content
    .replace(/\r\n/g, '\n')
    .replace(/\\([ntr\\'"\n])/g, (_, character: string) => escapes[character] ?? character);
}

/** As Python's `inspect.cleandoc`: the first line does not count for the common indentation. */
function dedented(content: string): string {
  const lines = content
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\t/g, '        '));
  const [first = '', ...rest] = lines;
  const widths = rest
    .filter((line) => line.trim())
    .map((line) => line.length - line.trimStart().length);
  const common = widths.length > 0 ? Math.min(...widths) : 0;
  return [first.trimStart(), ...rest.map((line) => line.slice(common))].join('\n').trim();
}
