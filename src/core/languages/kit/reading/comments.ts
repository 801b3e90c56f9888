import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { TextRange } from '../../../text.ts';

/** A comment of a text. */
export interface Comment {
  readonly node: SyntaxNode;
  /** Without the line end that some grammars reach over. */
  readonly range: TextRange;
  readonly kind: 'line' | 'block' | 'doc';
  /** What it says: without markers, and without the stars at the beginning of lines. */
  readonly text: string;
  /** Code stands before it on its line. */
  readonly isTrailing: boolean;
}

/** The comments in a node, in the order of the text. */
export function commentsIn(code: SyntaxNode): readonly Comment[] {
  const comments: Comment[] = [];
  for (const node of code.descendants('comment', 'html_comment')) {
    const written = node.text.trimEnd();
    const range = { start: node.start, end: node.start + written.length };
    comments.push({ node, range, ...readComment(written), isTrailing: isTrailing(node) });
  }
  return comments;
}

function readComment(written: string): Pick<Comment, 'kind' | 'text'> {
  if (!written.startsWith('/*')) {
    return { kind: 'line', text: written.replace(/^(?:#+|\/\/+|<!--)/, '').trim() };
  }
  const isDoc = /^\/\*\*(?!\/)/.test(written);
  const inside = written.replace(/^\/\*+/, '').replace(/\*+\/$/, '');
  const lines = inside.split(/\r?\n/).map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  return { kind: isDoc ? 'doc' : 'block', text: lines.join('\n').trim() };
}

function isTrailing({ start, tree }: SyntaxNode): boolean {
  const lineStart = tree.text.lastIndexOf('\n', start - 1) + 1;
  const before = tree.text.slice(lineStart, start).trim();
  return before !== '' && before !== '\uFEFF';
}

const dots = String.raw`(?:\.{3,}|…)`;
const whole = String.raw`(?:code|function|functions|implementation|logic|body|method|methods|class|lines|file|part|parts|statements|imports)`;
const others = String.raw`[[(<{]?\s*(?:the\s+|your\s+)?(?:rest|remaining|remainder|existing|other|previous|original|same|unchanged)\s+(?:of\s+)?(?:the\s+|your\s+)?(?:\w+\s+)?${whole}`;
const behind = String.raw`(?:\s+(?:goes?\s+)?(?:here|above|below|follows?|continues?)|\s*[,;:–-]*\s*\(?(?:(?:that\s+)?(?:is|are|remains?|stays?)\s+)?(?:the\s+)?(?:unchanged|same|as\s+(?:before|is)|omitted|elided|not\s+shown)\b.*|\s+of\s+(?:the|your|this)\s+\w+)?`;
const elisions: readonly RegExp[] = [
  new RegExp(`^${dots}$`),
  new RegExp(`^${dots}.*${dots}$`, 's'),
  new RegExp(String.raw`^${dots}\s*${others}\b`, 'i'),
  // Without dots it must say no more than that: `remaining lines are skipped` is a remark.
  new RegExp(String.raw`^[[(<{]?\s*${others}${behind}\s*[\])>}.:!…]*$`, 'i'),
  new RegExp(
    String.raw`^(?:${dots}\s*)?[[(<{]?\s*(?:the\s+)?(?:rest|remainder|everything else|all else|others?)?\s*(?:is|are|remains?|stays?)?\s*(?:the\s+)?(?:unchanged|same as (?:before|above)|as before|omitted|elided)\s*(?:for brevity)?[\])>}.]*\s*${dots}?$`,
    'i',
  ),
  new RegExp(
    String.raw`^(?:${dots}\s*)?${whole}\s+(?:is\s+|are\s+)?(?:omitted|elided|unchanged)\b`,
    'i',
  ),
];

/**
 * What stands for code that was left out, such as `# ... rest of the function`: comments on lines of
 * their own (or alone between braces) that say so, and bare dots where a statement should be.
 */
export function elisionsIn(code: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const { node, text, isTrailing: isRemark } of commentsIn(code)) {
    const isAlone = !isRemark || node.previousSibling?.kind === '{';
    if (isAlone && !isWithinRemark(node) && elisions.some((pattern) => pattern.test(text)))
      found.push(node);
  }
  for (const node of code.descendants('ellipsis', '...')) if (isBareDots(node)) found.push(node);
  return found.sort((a, b) => a.start - b.start);
}

/** Between two lines of a remark, dots are a part of what it says. */
function isWithinRemark({ previousSibling, nextSibling, start, end, tree }: SyntaxNode): boolean {
  const isNext = (from: number, to: number) =>
    /^[ \t\r]*\n?[ \t]*$/.test(tree.text.slice(from, to));
  return (
    previousSibling?.isExtra === true &&
    nextSibling?.isExtra === true &&
    isNext(previousSibling.end, start) &&
    isNext(end, nextSibling.start)
  );
}

/** Dots beside other statements; alone in a body they say that it is not written. */
function isBareDots(node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.isError) {
    const behind = node.tree.text.slice(node.end).split('\n', 1)[0] ?? '';
    return behind.trim() === '';
  }
  if (parent?.kind !== 'expression_statement' || parent.namedChildren.length > 1) return false;
  const others = parent.parent?.namedChildren.filter((child) => {
    const isDoc = child.namedChildren[0]?.kind === 'string' && child.namedChildren.length === 1;
    return child !== parent && !child.isExtra && !isDoc;
  });
  return (others?.length ?? 0) > 0 && node.kind === 'ellipsis';
}
