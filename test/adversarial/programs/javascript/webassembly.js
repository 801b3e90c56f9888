// Compiles WebAssembly.
//
// outcome: exception CompileError | exception TypeError | exception ReferenceError
// must not: run native code of its own

function f() {
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  return typeof new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}
