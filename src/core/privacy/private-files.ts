/** Files that hold secrets by their name, wherever they lie. */
const names: readonly RegExp[] = [
  /^\.env(?:\..*)?$/,
  /^\.envrc(?:\..*)?$/,
  /^.*\.env$/,
  /^\.(?:npmrc|pypirc|netrc|htpasswd|pgpass|dockercfg)$/,
  /^_netrc$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:\..*)?$/,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg)$/,
  /^(?:credentials|secrets?)(?:\.(?:json|ya?ml|toml|ini|py|[cm]?[jt]s))?$/,
  /^(?:.*[-_.])?service[-_.]?accounts?(?:[-_.].*)?\.json$/,
  /^(?:.*[-_.])?(?:client[-_.]secrets?|application_default_credentials|firebase-adminsdk)(?:[-_.].*)?\.json$/,
  /^.*[-_.](?:credentials|secrets?)\.(?:json|ya?ml|toml|ini)$/,
  /^(?:\.git-credentials|\.my\.cnf|\.boto|\.s3cfg|\.vault-token|terraform\.tfstate(?:\..*)?|.*\.tfvars)$/,
];

const folders: ReadonlySet<string> = new Set([
  ...['.ssh', '.aws', '.gnupg', '.azure', '.kube', '.git', '.gcloud', '.docker', '.direnv'],
  ...['secrets', '.secrets', 'secret'],
]);

/** True for files whose content is never sent, whatever an ignore file says. Takes either slash. */
export function isPrivateFile(path: string): boolean {
  const parts = path.toLowerCase().split(/[/\\]/);
  const name = parts.at(-1) ?? '';
  return parts.slice(0, -1).some((part) => folders.has(part)) || names.some((re) => re.test(name));
}
