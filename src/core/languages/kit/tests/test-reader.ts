import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import type { ReadTest } from '../read-test.ts';
import { ClaimReader, type Claim } from './claims.ts';
import type { TestPart } from './test-text.ts';
import type { ToldResults } from './told-results.ts';

/**
 * Reads the tests of a function from statements, in the order of the text: what is alike in all languages. Which
 * statements hold others, and what one says, a language knows.
 */
export abstract class TestReader {
  protected readonly callee: Callee;
  protected readonly claims: ClaimReader;
  protected readonly told: ToldResults;

  constructor(callee: Callee, told: ToldResults) {
    this.callee = callee;
    this.told = told;
    this.claims = new ClaimReader(callee);
  }

  /**
   * The tests of a module, or of one function. What stands before a test belongs to it.
   *
   * @param around Statements of the scopes around that keep values.
   */
  tests(parts: readonly TestPart[], around: readonly SyntaxNode[] = []): ReadTest[] {
    const tests: ReadTest[] = [];
    const setup: SyntaxNode[] = [...around];
    for (const part of parts) {
      if (typeof part === 'string') {
        const claim = this.told.lines.get(part);
        if (claim) tests.push(...this.settled([claim], setup));
        continue;
      }
      const inner = this.innerStatements(part);
      if (inner) {
        const kept = this.claims.prepared(setup).keepsOnly ? setup : around;
        tests.push(...this.tests(inner, kept));
      } else if (this.isRead(part)) {
        const found = this.statement(part, setup);
        if (found === 'setup') setup.push(part);
        else tests.push(...found);
      }
    }
    return tests;
  }

  /** The tests that claims make behind what stands before them. */
  protected settled(claims: readonly Claim[], setup: readonly SyntaxNode[]): ReadTest[] {
    const before = this.claims.prepared(setup);
    return claims.flatMap((claim) => this.claims.test(claim, before) ?? []);
  }

  /** The statements of a suite, a test or a module's main part; undefined for any other statement. */
  protected abstract innerStatements(statement: SyntaxNode): readonly SyntaxNode[] | undefined;

  /** False for what says nothing and prepares nothing, and for what did not parse. */
  protected abstract isRead(statement: SyntaxNode): boolean;

  /** `setup` for what only prepares; a list, often empty, of what it asserts otherwise. */
  protected abstract statement(
    statement: SyntaxNode,
    setup: readonly SyntaxNode[],
  ): readonly ReadTest[] | 'setup';
}
