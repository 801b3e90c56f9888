import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';
import ts from 'typescript';

/** First arguments of all calls of `l10n.t` in a file: texts where they are literal, else their source. */
function messagesIn(file: string): { texts: string[]; others: string[] } {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const others: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /(?:^|\.)l10n\.t$/.test(node.expression.getText(source))
    ) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) texts.push(first.text);
      else others.push(`${file}: ${node.getText(source)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, others };
}

describe('the strings of the code', () => {
  const found = globSync('src/**/*.ts').map(messagesIn);

  it('are literal, so that translators see them', () => {
    assert.deepEqual(
      found.flatMap(({ others }) => others),
      [],
    );
  });

  it('are all exported', async function () {
    this.timeout(60_000);
    const files = globSync('src/**/*.ts').filter((file) =>
      readFileSync(file, 'utf8').includes('l10n.t('),
    );
    const exported = await getL10nJson(
      files.map((file) => ({ extension: '.ts', contents: readFileSync(file, 'utf8') })),
    );
    const texts = new Set(found.flatMap((each) => each.texts));
    assert.ok(texts.size > 100);
    assert.deepEqual(Object.keys(exported).sort(), [...texts].sort());
  });
});
