/** How often an API may be called. */
export interface CallLimits {
	perSecond: number;
	perHour: number;
}

/** The operator's own limits of each API, by generation. */
export const operatorLimits = {
	'2026': { perSecond: 5, perHour: 1_000 },
	v5: { perSecond: 5, perHour: 10_000 },
} as const satisfies Record<string, CallLimits>;

export type CallVerdict =
	{ isAllowed: true } | { isAllowed: false; exceeded: 'second' | 'hour'; allowedAtMs: number };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Counts the calls of each API over a sliding second and a sliding hour; a refused call counts for neither. */
export interface CallCounter {
	take(api: string, limits: CallLimits, nowMs: number): CallVerdict;
	forget(): void;
}

export function createCallCounter(): CallCounter {
	const momentsByApi = new Map<string, number[]>();

	return {
		take(api, { perSecond, perHour }, nowMs) {
			// A clock that was set back begins anew.
			const kept = (momentsByApi.get(api) ?? []).filter(
				(moment) => moment > nowMs - HOUR_MS && moment <= nowMs,
			);
			momentsByApi.set(api, kept);
			const lastHour = kept.at(-perHour);
			if (kept.length >= perHour && lastHour !== undefined)
				return { isAllowed: false, exceeded: 'hour', allowedAtMs: lastHour + HOUR_MS };
			const lastSecond = kept.at(-perSecond);
			if (lastSecond !== undefined && lastSecond > nowMs - SECOND_MS)
				return { isAllowed: false, exceeded: 'second', allowedAtMs: lastSecond + SECOND_MS };
			kept.push(nowMs);

			return { isAllowed: true };
		},
		forget: () => momentsByApi.clear(),
	};
}
