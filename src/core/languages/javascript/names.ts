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
};
