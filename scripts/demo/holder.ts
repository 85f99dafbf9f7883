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
