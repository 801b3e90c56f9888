import type { LanguageFamily } from '../languages/kit/facts.ts';
import { scriptTestForm } from './javascript/test-form.ts';
import { pythonTestForm } from './python/test-form.ts';
import type { TestForm } from './test-form.ts';

export const testForms: Readonly<Record<LanguageFamily, TestForm>> = {
  python: pythonTestForm,
  javascript: scriptTestForm,
};
