/**
 * Node can be told to send requests through the proxies that the environment names (`NODE_USE_ENV_PROXY` with
 * `HTTP_PROXY`, `HTTPS_PROXY`), those to this very machine too. A proxy is a server that nobody gave to Coppice, and
 * over plain HTTP it reads key and code: requests to models go around it.
 *
 * Proxies of the editor's own settings are the editor's business; it does not set them by this.
 */

/** What `fetch` takes as `dispatcher`. The platform does not export it, and gives its own under this name. */
const ofThePlatform = Symbol.for('undici.globalDispatcher.1');

interface Dispatcher {
  readonly constructor: { readonly name: string };
}

type DispatcherClass = new (options: { readonly noProxy: string }) => Dispatcher;

/** For `fetch`: nothing where no proxy of the environment is in use. */
export function directRoute(): { readonly dispatcher?: Dispatcher } {
  const used = (globalThis as { [ofThePlatform]?: Dispatcher })[ofThePlatform];
  if (used?.constructor.name !== 'EnvHttpProxyAgent') return {};
  const made = used.constructor as unknown as DispatcherClass;
  return { dispatcher: new made({ noProxy: '*' }) };
}
