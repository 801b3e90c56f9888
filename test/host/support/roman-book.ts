import type { Knowledge } from './scripted-model.ts';

/** What the scripted model knows of `examples/plans/roman.parsel`: right answers and wrong ones. */
export const romanBook: Readonly<Record<string, Knowledge>> = {
  roman_sum: {
    samples: [
      `def roman_sum(text):
    return to_numeral(max(to_number(part) for part in text.split(" + ")))
`,
      `def roman_sum(text):
    return to_numeral(sum(to_number(part) for part in text.split(" + ")))
`,
    ],
  },
  to_number: {
    samples: [
      // Forgets that a smaller digit before a larger one is taken away.
      `def to_number(numeral):
    return sum(digit(letter) for letter in numeral)
`,
      `def to_number(numeral):
    total, last = 0, 0
    for letter in reversed(numeral):
        value = digit(letter)
        total += value if value >= last else -value
        last = max(last, value)
    return total
`,
    ],
  },
  digit: {
    samples: [
      `def digit(letter):
    return {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}[letter]
`,
      `def digit(letter):
    return ord(letter)
`,
      `def digit(letter):
    return {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter]
`,
    ],
  },
  to_numeral: {
    samples: [
      `def to_numeral(number):
    return "I" * number
`,
      `def to_numeral(number):
    parts = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
             (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for value, letters in parts:
        while number >= value:
            text += letters
            number -= value
    return text
`,
    ],
  },
};
