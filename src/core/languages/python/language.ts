import type { Language } from '../language.ts';
import { pythonDeclarations } from './declarations.ts';
import { pythonDocExamples } from './doc-examples.ts';
import { pythonFacts } from './facts.ts';
import { pythonImports } from './imports.ts';
import { pythonLexis } from './lexis.ts';
import { readPythonCall, readPythonLiteral } from './literal.ts';
import { pythonLoading } from './loading.ts';
import { pythonMeaning } from './meaning.ts';
import { python as mutation } from './mutation.ts';
import { pythonSketch } from './input-sketch.ts';
import { pythonShapes } from './shapes.ts';
import { pythonSharing } from './sharing-sketch.ts';
import { pythonNames } from './names.ts';
import { pythonCases } from './project-cases.ts';
import { pythonTests, pythonTestsIn } from './read-tests.ts';
import { pythonReading } from './reading.ts';
import { pythonTables } from './table-tests.ts';
import { pythonValidity } from './validity.ts';
import { pythonValues } from './values.ts';

export const python: Language = {
  ...pythonFacts,
  ...pythonLexis,
  reading: pythonReading,
  declarations: pythonDeclarations,
  imports: pythonImports,
  loading: pythonLoading,
  validity: pythonValidity,
  names: pythonNames,
  literals: { literal: readPythonLiteral, call: readPythonCall },
  values: pythonValues,
  meaning: pythonMeaning,
  docExamples: pythonDocExamples,
  mutation,
  sketch: pythonSketch,
  shapes: pythonShapes,
  sharing: pythonSharing,
  readTests: pythonTests,
  testsIn: pythonTestsIn,
  tableTests: pythonTables,
  projectCases: pythonCases,
};
