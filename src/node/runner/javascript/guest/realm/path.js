// POSIX paths.
'use strict';

const sep = '/';

function normalizeParts(path, absolute) {
  const parts = [];
  for (const part of path.split(sep)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return parts.join(sep);
}

function normalize(path) {
  if (path === '') return '.';
  const absolute = isAbsolute(path);
  let normal = normalizeParts(path, absolute);
  if (normal === '' && !absolute) normal = '.';
  if (normal !== '' && path.endsWith(sep)) normal += sep;
  return absolute ? sep + normal : normal;
}

function isAbsolute(path) {
  return path.startsWith(sep);
}

function join(...paths) {
  const joined = paths.filter((path) => path !== '').join(sep);
  return joined === '' ? '.' : normalize(joined);
}

function resolve(...paths) {
  let resolved = '';
  for (const path of [process.cwd(), ...paths].reverse()) {
    if (path === '') continue;
    resolved = resolved === '' ? path : `${path}/${resolved}`;
    if (isAbsolute(path)) break;
  }
  return sep + normalizeParts(resolved, true);
}

function withoutTrailing(path) {
  let end = path.length;
  while (end > 1 && path[end - 1] === sep) end--;
  return path.slice(0, end);
}

function dirname(path) {
  const trimmed = withoutTrailing(path);
  const at = trimmed.lastIndexOf(sep);
  if (at < 0) return '.';
  return at === 0 ? sep : withoutTrailing(trimmed.slice(0, at));
}

function basename(path, suffix = '') {
  const trimmed = withoutTrailing(path);
  const base = trimmed === sep ? '' : trimmed.slice(trimmed.lastIndexOf(sep) + 1);
  return suffix !== '' && base !== suffix && base.endsWith(suffix)
    ? base.slice(0, -suffix.length)
    : base;
}

function extname(path) {
  const base = basename(path);
  const at = base.lastIndexOf('.');
  return at <= 0 || base === '..' ? '' : base.slice(at);
}

function relative(from, to) {
  const source = resolve(from).split(sep).filter(Boolean);
  const target = resolve(to).split(sep).filter(Boolean);
  let shared = 0;
  while (shared < source.length && source[shared] === target[shared]) shared++;
  return [...source.slice(shared).fill('..'), ...target.slice(shared)].join(sep);
}

function parse(path) {
  const base = basename(path);
  const ext = extname(path);
  const root = isAbsolute(path) ? sep : '';
  const dir = dirname(path);
  return {
    root,
    dir: dir === '.' && !path.startsWith('.') ? '' : dir,
    base,
    ext,
    name: ext === '' ? base : base.slice(0, -ext.length),
  };
}

function format({ root = '', dir, base, name = '', ext = '' }) {
  const file = base ?? `${name}${ext === '' || ext.startsWith('.') ? ext : `.${ext}`}`;
  const folder = dir ?? root;
  if (folder === '') return file;
  return folder === root ? `${folder}${file}` : `${folder}/${file}`;
}

Object.assign(exports, {
  sep,
  delimiter: ':',
  basename,
  dirname,
  extname,
  format,
  isAbsolute,
  join,
});
Object.assign(exports, { normalize, parse, relative, resolve, toNamespacedPath: (path) => path });
exports.posix = exports;
