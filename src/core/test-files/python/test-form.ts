import type { TestForm } from '../test-form.ts';
import { pythonTestFile } from './test-file.ts';

export const pythonTestForm: TestForm = {
  projectFiles: ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini', 'Pipfile'],
  write: pythonTestFile,
};
