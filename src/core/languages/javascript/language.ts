import type { LanguageFacts } from '../kit/facts.ts';
import type { Language } from '../language.ts';
import { scriptDeclarations } from './declarations.ts';
import { scriptDocExamples } from './doc-examples.ts';
import { scriptFacts } from './facts.ts';
import { scriptImports } from './imports.ts';
import { scriptLexis } from './lexis.ts';
import { readJavaScriptCall, readJavaScriptLiteral } from './literal.ts';
import { scriptLoading } from './loading.ts';
import { scriptMeaning } from './meaning.ts';
import { javascript as mutation } from './mutation.ts';
import { scriptNames } from './names.ts';
import { scriptSketch } from './input-sketch.ts';
import { scriptShapes } from './shapes.ts';
import { scriptSharing } from './sharing-sketch.ts';
import { scriptCases } from './project-cases.ts';
import { javascriptTests, javascriptTestsIn } from './read-tests.ts';
import { scriptReading } from './reading.ts';
import { javascriptTables } from './table-tests.ts';
import { scriptValidity } from './validity.ts';
import { scriptValues } from './values.ts';

/** A language of the family: all of them are read and run alike. */
function scriptLanguage(facts: LanguageFacts): Language {
  return {
    ...facts,
    ...scriptLexis,
    reading: scriptReading,
    declarations: scriptDeclarations(facts),
    imports: scriptImports,
    loading: scriptLoading,
    validity: scriptValidity,
    names: scriptNames,
    literals: { literal: readJavaScriptLiteral, call: readJavaScriptCall },
    values: scriptValues,
    meaning: scriptMeaning,
    docExamples: scriptDocExamples,
    mutation,
    sketch: scriptSketch,
    shapes: scriptShapes,
    sharing: scriptSharing,
    readTests: javascriptTests,
    testsIn: javascriptTestsIn,
    tableTests: javascriptTables,
    projectCases: scriptCases,
  };
}

export const javascript = scriptLanguage(scriptFacts.javascript);
export const javascriptreact = scriptLanguage(scriptFacts.javascriptreact);
export const typescript = scriptLanguage(scriptFacts.typescript);
export const typescriptreact = scriptLanguage(scriptFacts.typescriptreact);
