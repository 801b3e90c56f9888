// Elements as plain data, enough to see what a component returns.
'use strict';

const Fragment = Symbol.for('react.fragment');

function element(type, props, key) {
  return { type, key: key === undefined ? null : String(key), props };
}

exports.Fragment = Fragment;
exports.createElement = (type, config, ...children) => {
  const { key, ref, ...props } = config ?? {};
  if (ref !== undefined) props.ref = ref;
  if (children.length === 1) [props.children] = children;
  else if (children.length > 1) props.children = children;
  return element(type, props, key);
};
exports.jsx = element;
exports.jsxs = element;
exports.isValidElement = (value) => typeof value === 'object' && value !== null && 'props' in value;
exports.memo = (component) => component;
exports.default = exports;
