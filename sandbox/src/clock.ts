/** The sandbox's time: runs on from an instant that tests and the demo may choose. */
export interface Clock {
	/** milliseconds since 1970 UTC */
	nowMs(): number;
	/** Continues from this instant, in milliseconds since 1970 UTC; null = back to the system's time. */
	set(instantMs: number | null): void;
}

/**
 * @param systemNowMs the machine's time; a constant function makes a clock that stands still
 * @param startMs where the clock starts; null = the system's time
 */
export function createClock(systemNowMs: () => number, startMs: number | null = null): Clock {
	let offsetMs = 0;
	const clock: Clock = {
		nowMs: () => systemNowMs() + offsetMs,
		set: (instantMs) => {
			offsetMs = instantMs === null ? 0 : instantMs - systemNowMs();
		},
	};
	clock.set(startMs);

	return clock;
}
