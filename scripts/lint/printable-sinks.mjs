/**
 * Forbids code of the editor to hand text to people past `vscode/shown.ts`, which makes it printable: text of models,
 * servers, candidates and frameworks of tests could hide, turn or steer what is read.
 *
 * Found are the functions and classes of VS Code that show text, by their names, and what is assigned to the texts of
 * rows, items and panels, unless that is a literal, a message without insertions, or made by `shown.ts`.
 */

const functions = new Set([
  ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'showQuickPick'],
  ...['showInputBox', 'setStatusBarMessage'],
]);
const classes = new Set(['CodeLens', 'TreeItem', 'CodeAction', 'MarkdownString', 'InlayHint']);
const texts = new Set([
  ...['tooltip', 'description', 'detail', 'documentation', 'hoverMessage', 'placeholder'],
]);
/** These are texts of what VS Code made: of other objects they may be anything. */
const textsOfItems = new Map([
  ['title', /^(?:panel|pick|view|.*[pP]anel|.*[pP]ick)$/],
  ['text', /^(?:.*[pP]rogress|.*[sS]tatus|.*[iI]tem|stop)$/],
  ['label', /^(?:.*[iI]tem)$/],
]);
const makers = new Set(['shownLine', 'shownText', 'tooltipOf']);

/** @type {import('eslint').Rule.RuleModule} */
export const printableSinks = {
  meta: {
    type: 'problem',
    docs: { description: 'Make text printable before people see it.' },
    schema: [],
    messages: {
      sink: '{{name}} shows text as it is. Use what vscode/shown.ts has in its place.',
      text: '{{name}} is shown as it is. Make it with shownLine or shownText of vscode/shown.ts.',
    },
  },
  create(context) {
    const isOfVscode = (node) =>
      node?.type === 'MemberExpression'
        ? isOfVscode(node.object)
        : node?.type === 'Identifier' && node.name === 'vscode';
    const nameOf = (node) =>
      node?.type === 'PrivateIdentifier' || node?.type === 'Identifier'
        ? node.name
        : node?.type === 'MemberExpression'
          ? nameOf(node.property)
          : '';
    const isPlain = (node) => {
      switch (node.type) {
        case 'Literal':
          return true;
        case 'TemplateLiteral':
          return node.expressions.length === 0;
        case 'ConditionalExpression':
          return isPlain(node.consequent) && isPlain(node.alternate);
        case 'MemberExpression':
          return nameOf(node) === 'markdown';
        case 'CallExpression': {
          const { callee, arguments: given } = node;
          if (makers.has(nameOf(callee))) return true;
          return nameOf(callee) === 't' && isOfVscode(callee) && given.length === 1;
        }
        default:
          return node.type === 'Identifier' && node.name === 'undefined';
      }
    };

    return {
      MemberExpression(node) {
        const name = nameOf(node.property);
        if (functions.has(name) && isOfVscode(node.object)) {
          context.report({ node, messageId: 'sink', data: { name } });
        }
      },
      VariableDeclarator({ id, init }) {
        if (id.type !== 'ObjectPattern' || !isOfVscode(init)) return;
        for (const { key } of id.properties) {
          const name = nameOf(key);
          if (functions.has(name) || classes.has(name)) {
            context.report({ node: key, messageId: 'sink', data: { name } });
          }
        }
      },
      NewExpression(node) {
        const name = nameOf(node.callee);
        if (classes.has(name) && isOfVscode(node.callee)) {
          context.report({ node, messageId: 'sink', data: { name } });
        }
      },
      Literal(node) {
        if (node.value !== 'vscode.diff') return;
        context.report({ node, messageId: 'sink', data: { name: 'vscode.diff' } });
      },
      AssignmentExpression({ left, right }) {
        if (left.type !== 'MemberExpression') return;
        const name = nameOf(left.property);
        const holder = textsOfItems.get(name);
        if (!texts.has(name) && !holder?.test(nameOf(left.object))) return;
        if (!isPlain(right)) context.report({ node: right, messageId: 'text', data: { name } });
      },
    };
  },
};
