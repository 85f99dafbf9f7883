import type { Clock } from '../clock.ts';

/** What the free service takes of one address, counted in calls of at most two weeks and ten variables. */
const limits = [
	{ name: 'Minutely', lastsMs: 60_000, calls: 600, again: 'in one minute' },
	{ name: 'Hourly', lastsMs: 3_600_000, calls: 5_000, again: 'in the next hour' },
	{ name: 'Daily', lastsMs: 86_400_000, calls: 10_000, again: 'tomorrow' },
] as const;

const DAYS_A_CALL = 14;

export interface CallWeights {
	/** counts a call; answers why it is refused, as the service writes it */
	take(days: number): string | undefined;
	clear(): void;
}

/** Each limit begins anew on the clock's minute, hour or UTC day. */
export function createCallWeights(clock: Clock): CallWeights {
	const used = new Map<string, { span: number; calls: number }>();

	return {
		take(days) {
			const weight = Math.max(1, days / DAYS_A_CALL);
			const now = clock.nowMs();
			const counts = limits.map((limit) => {
				const span = Math.floor(now / limit.lastsMs);
				const known = used.get(limit.name);

				return { limit, span, calls: known?.span === span ? known.calls : 0 };
			});
			const full = counts.find(({ limit, calls }) => calls + weight > limit.calls);
			if (full) {
				return `${full.limit.name} API request limit exceeded. Please try again ${full.limit.again}.`;
			}
			for (const { limit, span, calls } of counts) used.set(limit.name, { span, calls: calls + weight });

			return undefined;
		},
		clear: () => used.clear(),
	};
}
