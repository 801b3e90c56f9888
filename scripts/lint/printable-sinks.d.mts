import type { Rule } from 'eslint';

export const printableSinks: Rule.RuleModule;
