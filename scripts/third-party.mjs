// What of other people's work is in the bundles: its notices for the VSIX, and the check of the SBOM.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const licenseFile = /^(?:licen[cs]e|copying)(?:[-.].*)?$/i;
const noticeFile = /^notice(?:\..*)?$/i;

/**
 * Folders of the packages that bundles really have code of, by metafiles of esbuild, and of those whose files
 * are copied beside them.
 */
export function bundledFolders(metafiles, copied) {
  const bundled = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => file),
    ),
  );
  const folders = [...bundled, ...copied].flatMap((file) => packageFolder.exec(file)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** Throws where a package has no text of a licence: it may not be given away then. */
function partOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).sort();
  const texts = [
    ...files.filter((file) => licenseFile.test(file)),
    ...files.filter((file) => noticeFile.test(file)),
  ].map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (typeof license !== 'string' || texts.length === 0) {
    throw new Error(`${name} has no licence, or no text of it: it may not be bundled.`);
  }
  return { name, version, license, text: texts.join('\n\n') };
}

/** The packages of folders, each once: one may be reached by several paths. */
export function partsOf(folders) {
  const parts = folders.map(partOf);
  const byName = new Map(parts.map((part) => [`${part.name}@${part.version}`, part]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text of `dist/THIRD-PARTY-NOTICES.txt`. */
export function notices(parts) {
  const sections = parts.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}`,
  );
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `Coppice contains code of these packages.${line}${sections.join(line)}\n`;
}

/**
 * Manifest and lock without what only development needs. `npm sbom --omit dev` (11.19) loses a package where
 * development has another version of it.
 */
export function withoutDevelopment(manifest, lock) {
  const packages = Object.entries(lock.packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([folder, locked]) => [folder, withoutDevDependencies(locked)]);
  return {
    manifest: withoutDevDependencies(manifest),
    lock: { ...lock, packages: Object.fromEntries(packages) },
  };
}

function withoutDevDependencies(manifest) {
  const fields = Object.entries(manifest).filter(([name]) => name !== 'devDependencies');
  return Object.fromEntries(fields);
}

/**
 * Why an SBOM (CycloneDX, of `npm sbom --omit dev`) does not tell what is bundled: it lacks a package, or has
 * another version of it.
 */
export function sbomProblems(sbom, parts) {
  const known = new Set(sbom.components.map(fullName));
  return parts
    .map(({ name, version }) => `${name}@${version}`)
    .filter((part) => !known.has(part))
    .map((part) => `The SBOM lacks ${part}, which is bundled: it belongs into dependencies.`);
}

/** The SBOM with a property at each component: whether code of it is in the bundles. */
export function markedSbom(sbom, parts) {
  const bundled = new Set(parts.map(({ name, version }) => `${name}@${version}`));
  const components = sbom.components.map((component) => ({
    ...component,
    properties: [
      ...(component.properties ?? []),
      { name: 'coppice:bundled', value: String(bundled.has(fullName(component))) },
    ],
  }));
  return { ...sbom, components };
}

function fullName({ group, name, version }) {
  return `${group ? `${group}/` : ''}${name}@${version}`;
}
