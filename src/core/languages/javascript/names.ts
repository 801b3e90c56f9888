import type { KnownNames } from '../kit/known-names.ts';

export const scriptNames: KnownNames = {
  callable: new Set(
    (
      'if else while for return yield function switch catch await async new typeof instanceof in of void delete ' +
      'throw super import Array ArrayBuffer BigInt Boolean DataView Date Error EvalError Function Intl JSON Map ' +
      'Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError ' +
      'TypeError URIError WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN ' +
      'parseFloat parseInt structuredClone require'
    ).split(' '),
  ),
  ofValues: new Set(
    'undefined null true false NaN Infinity new Map Set Date BigInt Array Number String Object Symbol RegExp'.split(
      ' ',
    ),
  ),
  bindings: [
    /\b(?:function\*?|class|const|let|var|import)\s+([A-Za-z_$][\w$]*)/g,
    /([A-Za-z_$][\w$]*)\s*=(?![=>])/g,
    /[(,{[.]\s*([A-Za-z_$][\w$]*)\s*(?=[,)}\]:=?])/g,
    /([A-Za-z_$][\w$]*)\s*=>/g,
  ],
  binders: [
    /\b(?:const|let|var)\s+([\w$]+|[{[][^=]*[}\]])/g,
    /\(([\w$,\s]*)\)\s*=>/g,
    /([\w$]+)\s*=>/g,
    /\bfunction\s*\*?\s*([\w$]*\s*\([^)]*\))/g,
    /\bcatch\s*\(\s*([\w$]+)/g,
  ],
  keys: /[{,]\s*([\w$]+)\s*:/g,
};
