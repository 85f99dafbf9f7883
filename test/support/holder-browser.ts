import type { TestServer } from './directus.ts';

/** A holder's browser without scripts, as far as a test needs one: it keeps cookies and says where its requests come from. */
export interface HolderBrowser {
	get(url: string, headers?: Record<string, string>): Promise<HolderAnswer>;
	/** sends a form, as a button on our page does */
	send(
		url: string,
		fields?: Record<string, string | string[]>,
		headers?: Record<string, string>,
	): Promise<HolderAnswer>;
	/** a redirect is followed as a browser does: from the address it came from */
	follow(answer: HolderAnswer): Promise<HolderAnswer>;
	/** every answer so far, with its headers */
	said: string[];
}

export interface HolderAnswer {
	status: number;
	url: string;
	headers: Headers;
	location: string | null;
	body: string;
	/** the page's words, without its markup */
	text: string;
}

/** Opens links of a server; one kept alive could be closed just when it is used again. */
export function openHolderBrowser(server: TestServer): HolderBrowser {
	const cookies = new Map<string, string>();
	const said: string[] = [];
	const go = async (
		url: string,
		init: { method?: string; body?: string; headers: Record<string, string> },
	) => {
		const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(new URL(url, server.url), {
			...init,
			redirect: 'manual',
			headers: { Connection: 'close', ...(cookie ? { Cookie: cookie } : {}), ...init.headers },
		});
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			cookies.set(name, value);
		}
		const body = await response.text();
		said.push(`${response.status} ${JSON.stringify(Array.from(response.headers))}`);

		return {
			status: response.status,
			url: response.url,
			headers: response.headers,
			location: response.headers.get('location'),
			body,
			text: body
				.replace(/<style>.*?<\/style>/s, '')
				.replace(/<[^>]+>/g, ' ')
				.replace(/\s+/g, ' '),
		};
	};

	return {
		said,
		get: (url, headers = {}) => go(url, { headers: { 'Sec-Fetch-Site': 'none', ...headers } }),
		send(url, fields = {}, headers = {}) {
			const form = new URLSearchParams();
			for (const [name, value] of Object.entries(fields)) {
				for (const one of [value].flat()) form.append(name, one);
			}

			return go(url, {
				method: 'POST',
				body: form.toString(),
				headers: {
					'Content-Type': 'application/x-www-form-urlencoded',
					'Sec-Fetch-Site': 'same-origin',
					...headers,
				},
			});
		},
		follow({ url, location }) {
			if (location === null) throw new Error(`${url} leads nowhere`);

			return go(new URL(location, url).href, { headers: { 'Sec-Fetch-Site': 'same-origin' } });
		},
	};
}
