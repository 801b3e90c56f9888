import assert from 'node:assert/strict';
import { markdownOf } from '../../../src/vscode/markdown-text.ts';

describe('text in Markdown', () => {
  it('keeps spaces that a line may be broken at', () => {
    assert.equal(markdownOf('2 constraints.'), '2 constraints.');
  });

  it('reads as it is, whatever Markdown or HTML it looks like', () => {
    assert.equal(
      markdownOf('a *b* _c_ [d](e) `f` ![g](h) #i | j ~k~ \\ <b>&lt;'),
      'a \\*b\\* \\_c\\_ \\[d\\]\\(e\\) \\`f\\` \\!\\[g\\]\\(h\\) \\#i \\| j \\~k\\~ \\\\ &lt;b&gt;&amp;lt;',
    );
    assert.equal(markdownOf('1. one\n- two\n+ three'), '1\\. one\n\n\\- two\n\n\\+ three');
  });

  it('keeps the level of lines, which would make code of them', () => {
    assert.equal(markdownOf('a:\n    b'), 'a:\n\n&nbsp;&nbsp;&nbsp;&nbsp;b');
  });
});
