import type { LanguageFacts } from '../kit/facts.ts';

export const pythonFacts: LanguageFacts = {
  id: 'python',
  family: 'python',
  title: 'Python',
  familyTitle: 'Python',
  endings: ['.py'],
  declarationEndings: ['.pyi'],
  fence: 'python',
  fences: ['python', 'py', 'python3', 'pycon', 'python-repl', 'doctest'],
  typed: true,
  lineComment: '#',
  commentLine: /^#(?!!)/,
  pragma:
    /^#\s*(?:-\*-|coding[:=]|type:|noqa\b|pragma:|pylint:|mypy:|pyright:|ruff:|fmt:|isort:|nosec\b)/,
  headComment: /^#(?:!|\s*(?:-\*-|coding[:=]|type:|pylint:|mypy:|pyright:|ruff:|flake8:|isort:))/,
  indentUnit: '    ',
  blankLinesBetween: 2,
  rejects: (call, exception) => `with pytest.raises(${exception}):\n    await ${call}`,
  fractionTypes: ['float', 'complex', 'Any', 'Number', 'Real'],
  testImportsRule:
    'Imports of the standard library that tests need besides stand above the first one; `pytest` is there.',
  runtime: 'CPython 3.9 or later',
  stubBody: 'raise NotImplementedError',
  elidedBody: ' ...',
  elidedFunction: ' ...',
  docName: 'docstring',
  docPlace: 'inside',
  docExamplesRule:
    'End the docstring with two or three examples as doctests (`>>> call` and the result on the next line).',
  // Only the first string documents a module.
  moduleHead: { literal: /^[rRuU]*(?:"""|'''|"|')/, repeats: false },
  codeStart:
    /^(?:async\s+def|def|class|from\s+\S+\s+import|import\s+\w|@\w|[A-Za-z_]\w*\s*(?::[^=\n]+)?=[^=])/,
  nothing: 'None',
  yes: 'True',
  no: 'False',
  hasTuples: true,
  equality: '==',
  equals: (call, expected) => `assert ${call} == ${expected}`,
  isClose: (call, expected) => `assert math.isclose(${call}, ${expected}, rel_tol=1e-6)`,
  throws: (call, exception) => `with pytest.raises(${exception ?? 'Exception'}):\n    ${call}`,
  throwsByItself: (call, exception) =>
    `try:\n    ${call}\nexcept ${exception ?? 'Exception'}:\n    pass\nelse:\n    raise AssertionError("did not raise")`,
  asCall: (statements) =>
    `exec(compile(${JSON.stringify(statements)}, '<test>', 'exec'), dict(globals()))`,
  exception: 'ValueError',
  madeObject: (owner) => `${owner}(...)`,
  assertionStart:
    /^\s*(?:assert\b|self\.assert\w+\s*\(|with\s+(?:pytest\.raises|self\.assertRaises)\w*\s*\()/,
  assertionBlock: /^\s*with\b/,
};
