import type { SharingSketch } from '../kit/sharing-sketch.ts';

const name = '__coppice_shares__';

/** Parts are told by identity; of no object is anything asked but what built-in containers hold. */
export const pythonSharing: SharingSketch = {
  name,
  code: (callee) => `def ${name}(*args, **kwargs):
    def parts(value):
        found = {}
        rest = [value]
        while rest:
            one = rest.pop()
            kind = type(one)
            if id(one) in found:
                continue
            if kind in (list, dict, set, bytearray):
                found[id(one)] = one
            if kind in (list, tuple, set, frozenset):
                rest.extend(one)
            elif kind is dict:
                rest.extend(one.values())
        return found
    given = parts(list(args) + list(kwargs.values()))
    result = ${callee}(*args, **kwargs)
    return any(key in given for key in parts(result))`,
};
