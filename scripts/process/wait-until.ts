/** Asks again and again until the answer is not undefined; throws what `onTimeout` makes when that takes too long. */
export async function waitUntil<Answer>(
	ask: () => Promise<Answer | undefined>,
	{ timeoutMs, intervalMs, onTimeout }: { timeoutMs: number; intervalMs: number; onTimeout: () => Error },
): Promise<Answer> {
	const until = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() >= until) throw onTimeout();
		await new Promise((resolve) => setTimeout(resolve, intervalMs));
	}
}
