/** An address below an API's base address, which may itself have a path, with or without a slash at its end. */
export function endpoint(base: URL, path: `/${string}`, query: Readonly<Record<string, string>> = {}): URL {
	const url = new URL(base.href.replace(/\/*$/, path));
	url.search = new URLSearchParams(query).toString();
	return url;
}
