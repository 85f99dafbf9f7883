/** Every form in which a secret may stand somewhere by mistake: as it is, in a URL, in JSON, as base64 (of a Basic header, too) and hex. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	// Base64 depends on what stands before: of each of the three places in it, what is sure to be the same.
	const inBase64 = [0, 1, 2].map((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.replace(/=+$/, '');

		return whole.slice(before === 0 ? 0 : before + 1, -1);
	});

	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		...inBase64,
		...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
		bytes.toString('hex'),
	];
}

/** The names of the secrets that a text gives away, in whatever form. */
export function findSecrets(text: string, secrets: Readonly<Record<string, string>>): string[] {
	const lower = text.toLowerCase();

	return Object.entries(secrets)
		.filter(([, secret]) =>
			formsOf(secret).some(
				(form) => text.includes(form) || (isHex(form) && lower.includes(form.toLowerCase())),
			),
		)
		.map(([name]) => name);
}

function isHex(text: string): boolean {
	return /^[0-9a-f]+$/i.test(text);
}
