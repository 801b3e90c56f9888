import assert from 'node:assert/strict';
import { readPageMessage, readPageState } from '../../../src/vscode/report/messages.ts';
import { pageHtml } from '../../../src/vscode/report/page-html.ts';

describe('messages of the report page', () => {
  it('are read where they are whole', () => {
    assert.deepEqual(readPageMessage({ type: 'ready', more: 1 }), { type: 'ready' });
    assert.deepEqual(readPageMessage({ type: 'select', path: 'f/a' }), {
      type: 'select',
      path: 'f/a',
    });
    assert.deepEqual(readPageMessage({ type: 'answer', question: 2, choice: 1, expected: 'x' }), {
      type: 'answer',
      question: 2,
      choice: 1,
    });
    assert.deepEqual(readPageMessage({ type: 'answer', question: 2, expected: ' 3 ' }), {
      type: 'answer',
      question: 2,
      expected: '3',
    });
    assert.deepEqual(readPageMessage({ type: 'answer', question: 2 }), {
      type: 'answer',
      question: 2,
    });
  });

  it('are nothing where they are anything else', () => {
    const others = [
      undefined,
      null,
      'ready',
      {},
      { type: 'run' },
      { type: 'select' },
      { type: 'open', path: 'f' },
      { type: 'answer', choice: 0 },
      { type: 'answer', question: 1, expected: '  ' },
      { type: 'answer', question: 1, expected: 'x'.repeat(5000) },
    ];
    for (const other of others) assert.equal(readPageMessage(other), undefined);
  });

  it('leave a state that names a run, or none', () => {
    assert.deepEqual(readPageState({ run: 'r', path: 'f', scroll: 3 }), { run: 'r', path: 'f' });
    assert.equal(readPageState({ path: 'f' }), undefined);
    assert.equal(readPageState(undefined), undefined);
  });
});

describe('the html of the report page', () => {
  const html = pageHtml({
    cspSource: 'https://own.example',
    nonce: 'abc',
    script: 'https://own.example/report.js',
    style: 'https://own.example/report.css',
    language: 'en',
    title: 'Report: <b>"x"</b>',
  });

  it('allows its own script and style and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe|\*|data:|blob:/);
    assert.deepEqual(html.match(/<script[^>]*>/g), [
      '<script type="module" nonce="abc" src="https://own.example/report.js">',
    ]);
    assert.doesNotMatch(html, /<style|style=|\son\w+=/);
  });

  it('holds a title as text', () => {
    assert.match(html, /<title>Report: &#60;b&#62;/);
  });
});
