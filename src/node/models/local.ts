/** Whether a server is on this machine, by the name or address of its base URL. */
export function isLocal(baseUrl: string): boolean {
  return (
    URL.canParse(baseUrl) && /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(baseUrl).hostname)
  );
}
