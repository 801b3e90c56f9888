import type { Rule } from 'eslint';

export declare const engineActsAlone: Rule.RuleModule;
