import type { KnownNames } from '../kit/known-names.ts';

export const pythonNames: KnownNames = {
  callable: new Set(
    (
      'and or not in is if elif else while for return yield lambda def class with as from import except raise ' +
      'assert del print abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex ' +
      'delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash ' +
      'help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct ' +
      'open ord pow property range repr reversed round set setattr slice sorted staticmethod str sum super tuple ' +
      'type vars zip match case __import__ Exception BaseException ArithmeticError AssertionError AttributeError ' +
      'EOFError ImportError IndexError KeyError LookupError NameError NotImplementedError OSError OverflowError ' +
      'RecursionError RuntimeError StopIteration SyntaxError TypeError UnicodeError ValueError ZeroDivisionError'
    ).split(' '),
  ),
  ofValues: new Set(
    'None True False not set frozenset dict list tuple float int str bool bytes bytearray range complex'.split(
      ' ',
    ),
  ),
};
