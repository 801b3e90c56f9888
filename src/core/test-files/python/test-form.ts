import type { TestForm } from '../test-form.ts';
import { pythonTestFile } from './test-file.ts';

export const pythonTestForm: TestForm = {
  projectFiles: ['pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'pytest.ini', 'Pipfile'],
  configuration:
    /^(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|\.?pytest\.ini|Pipfile|.*requirements.*\.(?:txt|in)|environment\.ya?ml|conftest\.py)$/,
  ownTestFiles: /_tests?\.py$|(?:^|\/)tests\.py$/,
  write: pythonTestFile,
};
