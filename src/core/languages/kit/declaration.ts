import type { LanguageFamily } from './facts.ts';

/** A function declaration taken apart at the place where its body begins. */
export interface DeclarationParts {
  /** Up to and with `:` in Python; before `{`, or up to and with `=>`, elsewhere. Trimmed. */
  readonly header: string;
  readonly body: {
    readonly kind: 'block' | 'expression';
    /** At column 0, without braces; a Python docstring is left out. */
    readonly text: string;
  };
  /** The docstring literal as written; empty where there is none, and in JavaScript. */
  readonly doc: string;
  /** True where the closing brace is missing. */
  readonly cut: boolean;
}

export function trimBlank(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

export function escaped(name: string): string {
  return name.replace(/[$]/g, '\\$&');
}

/** The name that a module-level declaration introduces; undefined for anything else. */
export function declaredName(declaration: string, family: LanguageFamily): string | undefined {
  const pattern =
    family === 'python'
      ? /^(?:@[^\n]*\n)*(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)/
      : /^(?:\/\*[\s\S]*?\*\/\s*)?(?:@[^\n]*\n)*(?:export\s+(?:default\s+)?)?(?:declare\s+)?(?:abstract\s+)?(?:(?:async\s+)?function\s*\*?|class|const\s+enum|const|let|var|type|interface|enum)\s+([\w$]+)/;
  const match = pattern.exec(declaration.trimStart());
  return match?.[1] ?? match?.[2];
}
