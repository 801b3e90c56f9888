import type { Rule } from 'eslint';

export const noLanguageNames: Rule.RuleModule;
