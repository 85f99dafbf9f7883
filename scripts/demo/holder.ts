/**
 * A meter's holder in front of the simulated operator's consent page: opens it, chooses the meter, agrees.
 *
 * @returns where the page sends the holder back to
 */
export async function agree(consentPageUrl: string, pointId: string): Promise<string> {
	const page = await fetch(consentPageUrl);
	if (!page.ok) throw new Error(`The consent page answered ${page.status}: ${await page.text()}`);
	const url = new URL(consentPageUrl);
	const form = new URLSearchParams({ point_id: pointId, decision: 'approve' });
	for (const name of ['client_id', 'duration', 'state']) {
		const value = url.searchParams.get(name);
		if (value !== null) form.set(name, value);
	}
	const answer = await fetch(`${url.origin}${url.pathname}`, {
		method: 'POST',
		body: form,
		redirect: 'manual',
	});
	const location = answer.headers.get('location');
	if (location === null) {
		throw new Error(`The consent page took the holder nowhere (${answer.status}): ${await answer.text()}`);
	}
	return location;
}

/** The holder deletes a share in the account at the simulated operator, as one must before sharing the meter again. */
export async function takeBack(sandboxUrl: string, pointId: string): Promise<void> {
	const answer = await fetch(`${sandboxUrl}/mon-compte`, {
		method: 'POST',
		body: new URLSearchParams({ point_id: pointId }),
		redirect: 'manual',
	});
	if (answer.status !== 302 && answer.status !== 303) {
		throw new Error(`The operator's account answered ${answer.status}: ${await answer.text()}`);
	}
}

/**
 * A meter's holder in front of the simulated ORES: its page keeps to a browser by cookies, and names its meters itself.
 *
 * @param decision default: to accept
 * @returns where the page sends the holder back to
 */
export async function agreeAtOres(
	authorizationUrl: string,
	ean: string,
	decision: 'accept' | 'refuse' = 'accept',
): Promise<string> {
	const { origin } = new URL(authorizationUrl);
	const cookies = new Map<string, string>();
	const open = async (url: string, form?: URLSearchParams): Promise<Response> => {
		const answer = await fetch(url, {
			redirect: 'manual',
			headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; '), Connection: 'close' },
			...(form ? { method: 'POST', body: form } : {}),
		});
		for (const line of answer.headers.getSetCookie()) {
			const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
			cookies.set(name, value);
		}

		return answer;
	};
	const next = async (answer: Response): Promise<string> => {
		const location = answer.headers.get('location');
		if (location === null) {
			throw new Error(`ORES took the holder nowhere (${answer.status}): ${await answer.text()}`);
		}

		return new URL(location, origin).href;
	};

	const page = await next(await open(authorizationUrl));
	const shown = await open(page);
	if (!shown.ok) throw new Error(`The consent page answered ${shown.status}: ${await shown.text()}`);
	const decided = await next(await open(page, new URLSearchParams({ ean, decision })));

	return next(await open(decided));
}
