// Compiles code through the constructors of async functions and generators.
//
// outcome: value | exception
// must not: read the canary

async function f() {
  const Async = (async () => {}).constructor;
  const Generator = function* () {}.constructor;
  const AsyncGenerator = async function* () {}.constructor;
  return [
    await Async('return process.env')(),
    Generator('yield process.env')().next().value,
    (await AsyncGenerator('yield process.env')().next()).value,
  ];
}
