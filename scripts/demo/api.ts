/** Directus' REST as a person who logged in uses it. */
export interface Api {
	get<Answer>(path: string): Promise<Answer>;
	post<Answer>(path: string, body: unknown): Promise<Answer>;
	/** a page that redirects: where to, and the cookies it leaves */
	open(url: string, cookie?: string): Promise<{ location: string; cookie: string }>;
}

/** Logs in. Throws with Directus' own message when it refuses, here and in every call. */
export async function logIn(url: string, email: string, password: string): Promise<Api> {
	const login = await patientFetch(`${url}/auth/login`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ email, password }),
	});
	const { data } = await readJson<{ data: { access_token: string } }>(login);
	const headers = { Authorization: `Bearer ${data.access_token}` };
	return {
		get: async (path) => readJson(await patientFetch(url + path, { headers })),
		post: async (path, body) =>
			readJson(
				await patientFetch(url + path, {
					method: 'POST',
					headers: { ...headers, 'Content-Type': 'application/json' },
					body: JSON.stringify(body),
				}),
			),
		open: async (pageUrl, cookie = '') => {
			const response = await patientFetch(pageUrl, {
				headers: { ...headers, Cookie: cookie },
				redirect: 'manual',
			});
			const location = response.headers.get('location');
			if (location === null)
				throw new Error(`${pageUrl} answered ${response.status}: ${await response.text()}`);
			const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
			return { location, cookie: cookies.join('; ') };
		},
	};
}

/** A busy Directus answers 503 before it does anything, so the same request may be sent again. */
async function patientFetch(url: string, request: RequestInit): Promise<Response> {
	for (let tries = 1; ; tries++) {
		const response = await fetch(url, request);
		if (response.status !== 503 || tries === 20) return response;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

async function readJson<Answer>(response: Response): Promise<Answer> {
	const text = await response.text();
	if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 500)}`);
	return JSON.parse(text) as Answer;
}
