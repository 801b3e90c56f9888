import type { SharingSketch } from '../kit/sharing-sketch.ts';

const name = '__coppice_shares__';

/** Parts are told by identity: arrays, plain objects, maps and sets, and what these hold. */
export const scriptSharing: SharingSketch = {
  name,
  code: (callee) => `function ${name}(...args) {
  const parts = (values) => {
    const found = new Set();
    const rest = [...values];
    while (rest.length > 0) {
      const one = rest.pop();
      if (typeof one !== 'object' || one === null || found.has(one)) continue;
      const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(one));
      const isKeyed = one instanceof Map || one instanceof Set;
      if (!Array.isArray(one) && !isPlain && !isKeyed) continue;
      if (!Object.isFrozen(one)) found.add(one);
      rest.push(...(isKeyed ? one.values() : Object.values(one)));
    }
    return found;
  };
  const given = parts(args);
  const result = ${callee}(...args);
  return [...parts([result])].some((one) => given.has(one));
}`,
};
