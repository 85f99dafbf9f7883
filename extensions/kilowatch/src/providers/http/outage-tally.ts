/** So many outages without an answer between them are the API's. */
const OUTAGES_TO_BELIEVE = 5;

/** While an API is tried anew, so many points that are answered alike settle that it is not the point. */
const POINTS_TO_BELIEVE = 2;

/** Outages of one API since its last answer. */
export interface OutageTally {
	addOutage(): void;
	/** One broken meter is no outage, however often it is asked for. */
	addDoubtful(point: string): void;
	/** An answer came, or the outages have had their effect. */
	clear(): void;
	readonly isOutage: boolean;
	readonly isSeenAtSeveralPoints: boolean;
}

export function createOutageTally(): OutageTally {
	let certain = 0;
	const points = new Set<string>();

	return {
		addOutage: () => void (certain += 1),
		addDoubtful: (point) => void points.add(point),
		clear() {
			certain = 0;
			points.clear();
		},
		get isOutage() {
			return certain + points.size >= OUTAGES_TO_BELIEVE;
		},
		get isSeenAtSeveralPoints() {
			return certain + points.size >= POINTS_TO_BELIEVE;
		},
	};
}
