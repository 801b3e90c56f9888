// Imports modules of the host.
//
// outcome: value [] | exception
// must not: read the canary

async function f() {
  const found = [];
  for (const name of ['fs', 'node:fs', 'child_process', 'node:process', 'file://@HOME@/.ssh/id_rsa']) {
    try {
      found.push(Object.keys(await eval(`import(${JSON.stringify(name)})`)));
    } catch {
      continue;
    }
  }
  return found;
}
