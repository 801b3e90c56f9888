import type { TestForm } from '../test-form.ts';
import { javaScriptTestFile } from './test-file.ts';

export const scriptTestForm: TestForm = {
  projectFiles: ['package.json'],
  configuration:
    /^(?:package\.json|tsconfig\.json|(?:vitest|jest)\.config\.\w+|\.mocharc(?:\.\w+)?)$/,
  write: javaScriptTestFile,
};
