/**
 * Asks at most once in a while: whoever asks meanwhile gets the same answer, also one that is still under way. A failure is
 * not kept.
 */
export function onceA<Answer>(
	keptForMs: number,
	now: () => Date,
	find: () => Promise<Answer>,
): () => Promise<Answer> {
	let kept: { answer: Promise<Answer>; until: number } | undefined;

	return () => {
		const moment = now().getTime();
		if (kept === undefined || moment >= kept.until) {
			const answer = find();
			const asked = { answer, until: moment + keptForMs };
			kept = asked;
			answer.catch(() => {
				if (kept === asked) kept = undefined;
			});
		}

		return kept.answer;
	};
}
